//! Exports and the tools that others have: `age` (or `rage`) and `tar`.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use vault::{ExposeSecret as _, SecretString, export};

use crate::common::{house, person};
use crate::export::bundle;

/// A program on the path. One that is missing fails the test: passed over in silence, it would prove nothing.
fn program(names: &[&str], package: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = names.iter().flat_map(|name| env::split_paths(&path).map(move |folder| folder.join(name)));
    found.into_iter().find(|path| path.is_file()).unwrap_or_else(|| {
        panic!(
            "`{}` is missing: it opens exports as their receivers do. Install it with\n    sudo apt-get update && sudo \
             apt-get install -y {package}",
            names.join("` or `")
        )
    })
}

fn age() -> Command {
    Command::new(program(&["age", "rage"], "age"))
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A key pair made by the stock tool: the key file, and its recipient.
fn stock_key(folder: &Path) -> (PathBuf, String) {
    let file = folder.join("key.txt");
    run(Command::new(program(&["age-keygen", "rage-keygen"], "age")).arg("-o").arg(&file));
    let text = fs::read_to_string(&file).unwrap();
    let recipient = text.lines().find_map(|line| line.strip_prefix("# public key: ")).unwrap().to_owned();
    (file, recipient)
}

#[test]
fn an_export_opens_with_stock_age_and_tar() {
    let folder = tempfile::tempdir().unwrap();
    let (key, recipient) = stock_key(folder.path());
    let sealed = folder.path().join("export.age");
    fs::write(&sealed, export::write(&bundle(), &[&recipient, &person("anna").public().recipient]).unwrap()).unwrap();

    let plain = folder.path().join("export.tar");
    run(age().arg("-d").arg("-i").arg(&key).arg("-o").arg(&plain).arg(&sealed));
    run(Command::new(program(&["tar"], "tar")).arg("-xf").arg(&plain).arg("-C").arg(folder.path()));

    for file in bundle().files() {
        assert_eq!(fs::read(folder.path().join("files").join(&file.name)).unwrap(), file.bytes);
    }
    let manifest: export::Manifest =
        serde_json::from_slice(&fs::read(folder.path().join("manifest.json")).unwrap()).unwrap();
    assert_eq!(&manifest, bundle().manifest());
    let sums = fs::read_to_string(folder.path().join("SHA256SUMS")).unwrap();
    let expected: String =
        manifest.files.iter().map(|file| format!("{}  files/{}\n", file.sha256, file.name)).collect();
    assert_eq!(sums, expected);
}

#[test]
fn what_stock_age_made_is_read_with_a_stock_key_file_also_as_armour() {
    let folder = tempfile::tempdir().unwrap();
    let (key, recipient) = stock_key(folder.path());
    let identity = SecretString::from(fs::read_to_string(&key).unwrap());
    let sealed = folder.path().join("export.age");
    fs::write(&sealed, export::write(&bundle(), &[&recipient]).unwrap()).unwrap();
    assert_eq!(export::read(&identity, &fs::read(&sealed).unwrap()).unwrap(), bundle());

    let plain = folder.path().join("export.tar");
    run(age().arg("-d").arg("-i").arg(&key).arg("-o").arg(&plain).arg(&sealed));
    for armour in [&[][..], &["-a"]] {
        let again = folder.path().join("again.age");
        run(age().args(armour).arg("-r").arg(&recipient).arg("-o").arg(&again).arg(&plain));
        assert_eq!(export::read(&identity, &fs::read(&again).unwrap()).unwrap(), bundle());
        fs::remove_file(again).unwrap();
    }
}

#[test]
fn a_persons_own_key_opens_with_stock_age_what_was_sent_to_their_public_key() {
    let folder = tempfile::tempdir().unwrap();
    let anna = person("anna");
    let key = folder.path().join("anna.txt");
    fs::write(&key, anna.age_secret_key().expose_secret()).unwrap();
    let sealed = folder.path().join("export.age");
    fs::write(&sealed, export::write(&bundle(), &[&anna.public().recipient]).unwrap()).unwrap();
    run(age().arg("-d").arg("-i").arg(&key).arg("-o").arg(folder.path().join("x")).arg(&sealed));
}

#[test]
fn what_stock_age_sends_to_a_case_the_case_receives() {
    let folder = tempfile::tempdir().unwrap();
    let house = house();
    let letter = folder.path().join("tips.txt");
    fs::write(&letter, "ett tips").unwrap();
    let sent = folder.path().join("tips.age");
    run(age().arg("-r").arg(house.key.recipient()).arg("-o").arg(&sent).arg(&letter));
    assert_eq!(house.key.receive(&fs::read(&sent).unwrap()).unwrap().as_slice(), "ett tips".as_bytes());
}
