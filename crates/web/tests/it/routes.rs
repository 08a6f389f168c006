//! The table of routes: what stands in `routes.txt` is all there is, and each names an act that the policies know.

use std::fs;

use web::frame::Access;

/// The table, as it is committed.
fn table() -> String {
    let mut lines: Vec<String> = web::pages::pages()
        .iter()
        .map(|page| {
            let access = match page.access {
                Access::Open => "anybody".to_owned(),
                Access::Code => "on the way to the code".to_owned(),
                Access::Act(act) => act.to_owned(),
            };
            format!("{:<4} {:<60} {access}", page.method, page.path).trim_end().to_owned()
        })
        .collect();
    lines.sort();
    lines.join("\n") + "\n"
}

#[test]
fn every_route_is_in_the_table_and_the_table_has_no_other() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/routes.txt");
    if std::env::var_os("INSYN_WRITE_ROUTES").is_some() {
        fs::write(path, table()).unwrap();
    }
    let committed = fs::read_to_string(path).unwrap();
    assert_eq!(
        committed,
        table(),
        "write it anew with INSYN_WRITE_ROUTES=1 cargo test -p web routes, and read the difference"
    );
}

#[test]
fn every_route_names_an_act_of_the_policies() {
    for page in web::pages::pages() {
        if let Access::Act(act) = page.access {
            assert!(act.parse::<access::Action>().is_ok(), "{} {}: {act}", page.method, page.path);
        }
    }
}

#[test]
fn whoever_is_not_signed_in_gets_no_further_than_the_door() {
    let open: Vec<&str> =
        web::pages::pages().iter().filter(|page| page.access == Access::Open).map(|page| page.path).collect();
    assert_eq!(
        open,
        ["/logga-in", "/logga-in", "/logga-ut", "/sprak", "/tillganglighet", "/demo"],
        "a page that anybody may open must be meant to be one"
    );
}
