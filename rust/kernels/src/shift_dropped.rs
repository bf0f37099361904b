//! Pairs of bytes that a damaged page does not show: they gave private-use characters, which some
//! later step dropped. One pair of bytes in thirty is of that kind.

use crate::shift_page::{Kind, Token};
use crate::shift_partial::{Partial, FIRST_LEAD};
use crate::shift_search::Search;

/// First characters with which dropped bytes are tried.
const FIRSTS: usize = 4;
/// Nats below which a character between two such pairs is not tried.
const RARE: f32 = -8.0;
/// Partials that go on from dropped bytes.
const RISEN: usize = 10;
/// Two pairs of bytes may have been dropped where a character and its mark are unlikelier than this.
const ODD: f32 = -5.0;

impl<'a> Search<'a> {
    /// A glossed character whose first byte is in a pair that is not shown, or in the second one.
    pub(crate) fn hidden_before(
        &mut self,
        partial: Partial,
        first: u8,
        lead: u8,
        next: &mut Vec<Partial>,
    ) {
        let search = self.readings;
        for (q, trails) in search.private() {
            if trails.binary_search(&first).is_ok() {
                self.bytes(partial, &[*q, first, lead], next);
            }
        }
    }

    /// A pair that is not shown before the lead byte of a cut, where no character alone makes sense
    /// before the mark.
    pub(crate) fn hidden_cut(
        &mut self,
        partial: Partial,
        leads: &[Partial],
        after: Option<&Token>,
        next: &mut Vec<Partial>,
    ) {
        let search = self.readings;
        let model = search.model();
        let mark = match after.map(|token| &token.kind) {
            Some(Kind::Char(c)) => model.symbol(*c),
            _ => model.symbol('?'),
        };
        let mut best = f32::NEG_INFINITY;
        for found in leads {
            let ends = self.log_probability(found.a, found.b, mark);
            best = best.max(found.score + ends);
        }
        if best > partial.score + ODD {
            return;
        }
        let mut found: Vec<(f32, Partial, [u8; 2])> = Vec::new();
        for (lead, trails) in self.private_leads(partial) {
            let context = model.context(lead.a, lead.b);
            for &c in model.successors(lead.b) {
                let score = context.log_probability(c);
                if lead.score + score < partial.score + 3.0 * ODD {
                    continue;
                }
                let score = score + model.log_probability(lead.b, c, mark);
                for &code in search.codes_of(c) {
                    if trails.binary_search(&code[0]).is_ok() && self.is_likely(code) {
                        found.push((lead.total() + score, lead, code));
                    }
                }
            }
        }
        found.sort_by(|x, y| y.0.total_cmp(&x.0));
        for (_, lead, code) in found.into_iter().take(RISEN) {
            self.bytes(lead, &code, next);
        }
    }

    /// The partials with the lead byte of a private-use character read, and what may follow it.
    pub(crate) fn private_leads(&mut self, partial: Partial) -> Vec<(Partial, &'a [u8])> {
        let mut leads: Vec<(Partial, &[u8])> = Vec::new();
        let mut made = Vec::new();
        for (lead, trails) in self.readings.private() {
            self.bytes(partial, &[*lead], &mut made);
            leads.extend(made.drain(..).map(|found| (found, trails.as_slice())));
        }
        leads.sort_by(|x, y| y.0.total().total_cmp(&x.0.total()));
        leads.truncate(FIRSTS);
        leads
    }

    /// The partials behind a pair of bytes that gave a private-use character, which was dropped.
    /// The likeliest are chosen by the character that the byte `next` completes.
    pub(crate) fn hide(&mut self, partial: Partial, next: u8) -> Vec<Partial> {
        let leads = self.private_leads(partial);
        let mut found: Vec<(f32, usize, u8)> = Vec::new();
        for (number, (lead, trails)) in leads.iter().enumerate() {
            let context = self.readings.model().context(lead.a, lead.b);
            for &trail in trails.iter().filter(|&&trail| trail >= FIRST_LEAD) {
                let code = [trail, next];
                if let Some(c) = self.readings.decode(trail, next) {
                    if self.is_likely(code) {
                        let c = self.readings.model().symbol(c);
                        let score = context.log_probability(c);
                        found.push((lead.total() + score, number, trail));
                    }
                }
            }
        }
        self.risen(&leads, found)
    }

    /// The same where another such pair follows, whose lead byte completes a character.
    pub(crate) fn hide_one(&mut self, partial: Partial) -> Vec<Partial> {
        let leads = self.private_leads(partial);
        let mut found: Vec<(f32, usize, u8)> = Vec::new();
        for (number, (lead, trails)) in leads.iter().enumerate() {
            let context = self.readings.model().context(lead.a, lead.b);
            for &c in self.readings.model().successors(lead.b) {
                let score = context.log_probability(c);
                if score < RARE {
                    continue;
                }
                for &code in self.readings.codes_of(c) {
                    if trails.binary_search(&code[0]).is_ok()
                        && self
                            .readings
                            .private()
                            .binary_search_by_key(&code[1], |(q, _)| *q)
                            .is_ok()
                        && self.is_likely(code)
                    {
                        found.push((lead.total() + score, number, code[0]));
                    }
                }
            }
        }
        self.risen(&leads, found)
    }

    /// The best of the partials with their trail bytes read.
    pub(crate) fn risen(
        &mut self,
        leads: &[(Partial, &[u8])],
        mut found: Vec<(f32, usize, u8)>,
    ) -> Vec<Partial> {
        found.sort_by(|x, y| y.0.total_cmp(&x.0));
        found.truncate(RISEN);
        let mut risen = Vec::with_capacity(found.len());
        for (_, number, trail) in found {
            self.bytes(leads[number].0, &[trail], &mut risen);
        }
        risen
    }
}
