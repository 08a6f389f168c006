//! A database on another machine is reached over TLS that proves whose it is, or not at all.

use std::{fs, net::TcpListener, path::Path, process::Command};

use store::{Error, Store, Tuning};

use crate::postgres::{as_postgres, is_root, programs, run};

/// A server that lets nobody in without TLS; stopped when it goes.
struct Server {
    folder: tempfile::TempDir,
    port: u16,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Self { folder, port };
        server.certify("ca", &[]);
        server.certify("other", &[]);
        let by = [
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-addext",
            "basicConstraints=critical,CA:FALSE",
        ];
        server.certify("server", &by);
        if is_root() {
            run(Command::new("chown").arg("-R").arg("postgres").arg(server.folder.path()));
        }
        run(server.program("initdb").args(["-U", "insyn", "--auth=trust", "--encoding=UTF8", "--no-sync"]));
        fs::write(server.path("data/pg_hba.conf"), "hostssl all all all trust\n").unwrap();
        let settings = format!(
            "-c listen_addresses=localhost -c port={port} -c unix_socket_directories= -c fsync=off -c ssl=on \
             -c ssl_cert_file={cert} -c ssl_key_file={key}",
            cert = server.path("server.pem"),
            key = server.path("server.key"),
        );
        run(server.program("pg_ctl").args(["start", "-w", "-o", &settings, "-l", &server.path("log")]));
        server
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// A key and a certificate, its own or signed.
    fn certify(&self, name: &str, by: &[&str]) {
        let (key, cert) = (format!("{name}.key"), format!("{name}.pem"));
        run(Command::new("openssl")
            .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
            .args(["-keyout", &key, "-out", &cert, "-subj", &format!("/CN=Prov {name}")])
            .args(by)
            .current_dir(self.folder.path()));
    }

    fn program(&self, name: &str) -> Command {
        let mut command = as_postgres(&Path::new(&programs()).join(name));
        command.arg("-D").arg(self.path("data"));
        command
    }

    async fn open(&self, host: &str, root: &str) -> Result<Store, Error> {
        let root = self.path(root);
        let port = self.port;
        let url = format!("postgres://insyn@{host}:{port}/postgres?sslmode=verify-full&sslrootcert={root}");
        Store::open(&url, &Tuning::default()).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.program("pg_ctl").args(["stop", "-m", "immediate"]).output();
    }
}

#[tokio::test]
async fn only_a_server_that_proves_its_name_is_talked_to() {
    let server = Server::start();
    let store = server.open("localhost", "ca.pem").await.unwrap();
    store.close().await;
    for (host, root) in [("localhost", "other.pem"), ("127.0.0.1", "ca.pem")] {
        let refused = server.open(host, root).await;
        assert!(matches!(refused, Err(Error::Open { .. })), "{host} {root}");
    }
}

#[tokio::test]
async fn another_machine_is_never_asked_in_the_clear() {
    for address in [
        "postgres://a:hemligt@db.exempel.invalid/insyn",
        "postgres://a:hemligt@db.exempel.invalid/insyn?sslmode=require",
        "postgres://a:hemligt@localhost/insyn?host=192.0.2.1",
        "postgres://a:hemligt@localhost/insyn?hostaddr=192.0.2.1&sslmode=prefer",
    ] {
        let refused = Store::open(address, &Tuning::default()).await.err().unwrap();
        assert!(matches!(refused, Error::Unprotected { .. }), "{address}: {refused}");
        let said = refused.to_string();
        assert!(said.contains("sslmode=verify-full") && !said.contains("hemligt"), "{said}");
    }
}
