//! What »Att godkänna« tells of a change of the delegation order.

use casework::delegation::{
    order::{Amendment, Change, Point},
    reserved::{Doubt, doubts},
};

/// The most points that are told one by one.
const MOST: usize = 40;

type Rows = Vec<(String, String)>;

fn row(name: impl Into<String>, value: impl Into<String>) -> (String, String) {
    (name.into(), value.into())
}

/// What a change would do.
pub(super) fn told(what: &Amendment) -> Rows {
    let mut rows = vec![row("Nämndens beslut", format!("{} ({})", what.decision, what.decided_on))];
    match &what.change {
        Change::Whole { from, points } => {
            rows.push(row(
                "Ändringen",
                format!("Hela ordningen från {from}. Det som inte står här upphör dagen före."),
            ));
            rows.push(row("Antal punkter", points.len().to_string()));
            rows.extend(points.iter().take(MOST).map(line));
            if points.len() > MOST {
                rows.push(row("Fler punkter", (points.len() - MOST).to_string()));
            }
            rows.extend(points.iter().flat_map(doubted));
        }
        Change::Put(point) => {
            rows.push(line(point));
            rows.push(row("Från", point.from.to_string()));
            rows.extend(point.to.map(|day| row("Till och med", day.to_string())));
            rows.extend(doubted(point));
        }
        Change::End { number, holder, last } => {
            rows.push(row(format!("Punkt {number}"), format!("Upphör för {holder}")));
            rows.push(row("Sista dagen", last.to_string()));
        }
    }
    rows
}

fn line(point: &Point) -> (String, String) {
    let limit = point
        .limit
        .map_or_else(|| "utan beloppsgräns".to_owned(), |limit| format!("högst {}", limit.text_on(point.from)));
    row(format!("Punkt {}", point.number), format!("{}: {}, {limit}", point.matter, point.holder))
}

fn doubted(point: &Point) -> Rows {
    let told = |doubt: Doubt<'static>| match doubt {
        Doubt::Reserved { reserved, .. } => format!("Kan vara något som inte får delegeras: {}", reserved.law),
        Doubt::Onward => "Bara en förvaltningschef får delegera vidare: KL (2017:725) 7 kap. 6 §".to_owned(),
    };
    doubts(point).into_iter().map(|doubt| row(format!("Se över punkt {}", point.number), told(doubt))).collect()
}
