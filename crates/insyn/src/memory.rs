//! What is in the memory of a process that opens cases stays there: no core dump is written of it, and no other process
//! of the same user may read it.

use anyhow::Context;

/// Closes the memory of this process to others, before any key is opened in it.
///
/// # Errors
/// When the system refuses: then nothing is opened.
#[cfg(unix)]
pub(crate) fn close() -> anyhow::Result<()> {
    use nix::sys::resource::{Resource, setrlimit};

    setrlimit(Resource::RLIMIT_CORE, 0, 0).context("minnesavbilder går inte att stänga av")?;
    // A limit does not bind a program that the system hands the picture to; this does.
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_dumpable(false).context("minnet går inte att stänga för andra program")?;
    Ok(())
}

/// Other systems have no such setting that a program may use.
#[cfg(not(unix))]
pub(crate) fn close() -> anyhow::Result<()> {
    Ok(())
}
