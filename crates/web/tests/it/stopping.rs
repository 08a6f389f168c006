//! Stopping: what is in the queue is answered.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::Duration;

use payments::log::Log;
use web::{Config, Event};

use crate::support::{Obedient, config, connect, payment, request, start_with, try_call, until};

#[test]
fn what_is_in_the_queue_is_answered_before_the_end() {
    let gate = Arc::new(RwLock::new(()));
    let entered = Arc::new(AtomicUsize::new(0));
    let config = Config { queue_wait: Duration::from_secs(600), ..config() };
    let screener = Obedient { gate: Arc::clone(&gate), entered: Arc::clone(&entered), ..Obedient::default() };
    let mut server = start_with(config, screener);
    until("ready", || server.get("/v1/health", None).status == 200);
    let closed = gate.write().unwrap();
    let address = server.address;
    let ask = |at: usize| {
        let id = format!("P{at}");
        thread::spawn(move || try_call(address, &request(1, Some(&id), &payment(&id, "go").to_string())))
    };
    let threads: Vec<_> = (0..8).map(ask).collect();
    until("the first is being screened", || entered.load(Ordering::SeqCst) > 0);
    // Time for the others to come into the queue. Who comes too late finds the door closed.
    thread::sleep(Duration::from_millis(500));
    server.tell_to_stop();
    until("told", || server.events.lock().unwrap().contains(&Event::Stopping));
    assert!(connect(address).is_none(), "no new connections");
    drop(closed);
    let replies: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    server.stop().unwrap();
    let (log, torn) = Log::open(server.log()).unwrap();
    assert_eq!(torn, None);
    assert!(replies.iter().any(Option::is_some));
    for (at, reply) in replies.iter().enumerate() {
        assert_eq!(log.answered(&format!("a/P{at}")).unwrap().is_some(), reply.is_some());
        assert!(reply.as_ref().is_none_or(|reply| reply.verdicts() == ["go"]));
    }
}

#[test]
fn a_connection_that_does_not_end_does_not_stop_the_end() {
    let mut server = start_with(Config { stop_wait: Duration::from_millis(200), ..config() }, Obedient::default());
    let mut held = connect(server.address).unwrap();
    std::io::Write::write_all(&mut held, b"POST /v1/screen HTTP/1.1\r\n").unwrap();
    until("ready", || server.get("/v1/health", None).status == 200);
    server.stop().unwrap();
}
