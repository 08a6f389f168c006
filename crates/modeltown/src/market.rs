//! Contracts and the tenders before them.

use crate::Habit;
use crate::calendar::Day;
use crate::draw::Draw;
use crate::trades::{TRADES, trade_of};
use crate::world::{Award, Bid, Contract, Rhythm, Tender, World};

/// The county that every tender of the town is advertised in.
pub(crate) const COUNTY: &str = "Gävleborgs län";

/// Signs contracts with those who bill every month and holds the tenders of the years.
pub(crate) fn open(world: &mut World) {
    let mut draw = world.draw("market");
    let contracted: Vec<usize> = (0..world.suppliers.len())
        .filter(|&index| {
            matches!(world.suppliers.get(index).map(|supplier| supplier.rhythm), Some(Rhythm::Contract(_)))
        })
        .collect();
    let rivals = rivals(world);
    let years = u64::try_from(world.span.days() / 365).unwrap_or(1).max(1);
    let tenders = world.habitual(150 * years, 60 * years, [50, 140]);
    for &supplier in &contracted {
        let long = if world.habit == Habit::Rural { 1_500 } else { 0 };
        let starts = world.span.first.plus(-draw.days(300, 1_200) - long);
        sign(world, &mut draw, supplier, starts);
    }
    for number in 0..tenders {
        let Some(&winner) = contracted.get(number % contracted.len().max(1)) else { break };
        let round = i32::try_from(number / contracted.len().max(1)).unwrap_or(0);
        let rounds = i32::try_from(tenders / contracted.len().max(1)).unwrap_or(0) + 1;
        let width = (world.span.days() - 160) / rounds;
        let published = world.span.first.plus(20 + round * width + draw.days(0, width - 90)).workday();
        let trade = world.suppliers.get(winner).map_or(0, |supplier| supplier.trade);
        let others = rivals.get(trade).map(Vec::as_slice).unwrap_or_default();
        hold(world, &mut draw, Contest { winner, published, others });
    }
}

/// Who may bid in each trade: companies that nothing odd is planned for.
fn rivals(world: &World) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); TRADES.len()];
    for (index, supplier) in world.suppliers.iter().enumerate() {
        if supplier.kind != "company" || supplier.taken {
            continue;
        }
        if let Some(list) = out.get_mut(supplier.trade) {
            list.push(index);
        }
    }
    out
}

/// A contract that runs to long after the town ends; returns its index.
pub(crate) fn sign(world: &mut World, draw: &mut Draw, supplier: usize, starts: Day) -> usize {
    let index = world.contracts.len();
    let unit = world.suppliers.get(supplier).and_then(|supplier| supplier.units.first().copied()).unwrap_or_default();
    let owner = draw.pick(&world.buyers);
    let year = starts.year();
    world.contracts.push(Contract {
        id: format!("AVT-{year}-{:05}", index + 1),
        supplier,
        unit,
        starts,
        ends: world.span.last.plus(draw.days(200, 900)),
        ceiling: None,
        procurement: format!("UPPH-{year}-{:05}", index + 1),
        owner,
        kind: draw.pick(&["procured", "procured", "framework"]),
        document: "",
        spent: 0,
        signed: None,
        forgotten: false,
        court: "",
    });
    let earlier = world.covers.get(&supplier).and_then(|list| list.last()).copied();
    if let Some(contract) = earlier.and_then(|place| world.contracts.get_mut(place)) {
        contract.ends = starts.plus(-1);
    }
    world.covers.entry(supplier).or_default().push(index);
    index
}

struct Contest<'a> {
    winner: usize,
    published: Day,
    others: &'a [usize],
}

/// The methods, by how often they are used.
const METHODS: [&str; 12] = [
    "open",
    "open",
    "open",
    "open",
    "open",
    "open",
    "open",
    "selective",
    "negotiated",
    "direct",
    "direct",
    "without_notice",
];

fn hold(world: &mut World, draw: &mut Draw, contest: Contest<'_>) {
    let method = draw.pick(&METHODS);
    let mut estimate = draw.amount(if method == "direct" { 20_000_000 } else { 240_000_000 });
    if (52_000_000..=73_000_000).contains(&estimate) {
        estimate += 30_000_000;
    }
    let tender = announce(world, draw, contest.winner, (method, contest.published, estimate));
    let competitive = matches!(method, "open" | "selective" | "negotiated");
    let rivals = match (competitive, draw.chance(15)) {
        (true, true) | (false, _) => 0,
        (true, false) => draw.between(2, 5),
    };
    let mut bidders = vec![contest.winner];
    for _ in 0..rivals * 3 {
        let other = draw.pick(contest.others);
        if bidders.len() <= usize::try_from(rivals).unwrap_or(0) && !bidders.contains(&other) {
            bidders.push(other);
        }
    }
    if competitive && rivals > 0 && bidders.len() < 3 {
        cancel(world);
        return;
    }
    for (place, &bidder) in bidders.iter().enumerate() {
        let price =
            estimate * (90 + i64::try_from(place).unwrap_or(0) * 3 + draw.between(0, 6)) / 100 + draw.between(0, 99_99);
        let refused = place > 2 && draw.chance(120);
        let status = if refused { ("disqualified", "Uppfyller inte krav på referenser") } else { ("valid", "") };
        bid(world, draw, &tender, (bidder, price, status));
    }
    if competitive && draw.chance(40) {
        cancel(world);
        return;
    }
    award(world, draw, &tender, contest.winner);
    if let Some(winner) = world.suppliers.get_mut(contest.winner).filter(|_| competitive && rivals == 0) {
        winner.taken = true;
    }
}

fn cancel(world: &mut World) {
    if let Some(tender) = world.tenders.last_mut() {
        tender.cancelled = true;
        tender.awarded = None;
    }
}

/// Advertises a tender for what `winner` sells; returns its number.
pub(crate) fn announce(
    world: &mut World,
    draw: &mut Draw,
    winner: usize,
    (method, published, estimate): (&'static str, Day, i64),
) -> String {
    let id = format!("UPPH-{}-9{:04}", published.year(), world.tenders.len() + 1);
    let (trade, unit) = world
        .suppliers
        .get(winner)
        .map_or((0, 0), |supplier| (supplier.trade, supplier.units.first().copied().unwrap_or_default()));
    let kind = trade_of(trade);
    world.tenders.push(Tender {
        id: id.clone(),
        title: format!("{} {}", kind.account_text, world.unit_name(unit)),
        unit,
        cpv: kind.cpv,
        method,
        published,
        due: published.plus(draw.days(31, 45)).at(23, 59),
        estimate,
        awarded: Some(published.plus(draw.days(60, 85)).workday()),
        officer: draw.pick(&world.buyers),
        criterion: draw.pick(&["price", "quality"]),
        cancelled: false,
        adviser: String::new(),
    });
    id
}

/// A bid in the last tender.
pub(crate) fn bid(
    world: &mut World,
    draw: &mut Draw,
    tender: &str,
    (bidder, price, (status, reason)): (usize, i64, (&'static str, &'static str)),
) {
    let Some(supplier) = world.suppliers.get(bidder) else { return };
    let due = world.tenders.last().map_or(world.span.first, |tender| tender.due.day());
    world.bids.push(Bid {
        tender: tender.to_owned(),
        org: supplier.org.clone(),
        name: supplier.name.clone(),
        price,
        at: due.plus(-draw.days(0, 6)).at(draw.between(8, 22), draw.between(0, 59)),
        status,
        reason,
        origin: [""; 2],
    });
}

/// Awards the last tender and signs the contract; returns the contract's index.
pub(crate) fn award(world: &mut World, draw: &mut Draw, tender: &str, winner: usize) -> usize {
    let (awarded, estimate, officer) = world.tenders.last().map_or((world.span.first, 0, 0), |tender| {
        (tender.awarded.unwrap_or(tender.published), tender.estimate, tender.officer)
    });
    let contract = sign(world, draw, winner, awarded.plus(14));
    let mut id = String::new();
    if let Some(contract) = world.contracts.get_mut(contract) {
        tender.clone_into(&mut contract.procurement);
        contract.owner = officer;
        id.clone_from(&contract.id);
    }
    let Some(supplier) = world.suppliers.get(winner) else { return contract };
    let price = world.bids.iter().rev().take_while(|bid| bid.tender == tender).last().map_or(estimate, |bid| bid.price);
    world.awards.push(Award {
        tender: tender.to_owned(),
        org: supplier.org.clone(),
        name: supplier.name.clone(),
        amount: price,
        on: awarded,
        contract: id,
    });
    contract
}
