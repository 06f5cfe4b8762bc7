package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
)

// chain is one course that a ledger follows: acts that open an entry, and the outcomes that close it. An entry is closed
// by the first outcome on its day or later between the same parties; which of several open entries of one pair an outcome
// is meant for the news rarely says, so it closes them all.
type chain struct {
	opened   string
	opens    string
	outcomes []outcome
}

type outcome struct{ label, when string }

// ledger is a set of chains, with what makes two acts of one matter: the columns that must agree.
type ledger struct {
	name, about string
	keys        keys
	chains      []chain
}

// keys says what must agree for an outcome to belong to an entry.
type keys int

const (
	// byDirection: the same actor towards the same recipient.
	byDirection keys = iota
	// byPair: the same two parties, whoever acts.
	byPair
	// byPlace: the same actor in the same country.
	byPlace
	// byPerson: the same actor, and the recipient of the same name.
	byPerson
)

// Conditions on the columns of event.
const (
	held    = "factuality IN ('fact', 'historical')"
	planned = "factuality = 'planned'"
	// words of the sentence where the code book has no mode of its own
	ofSanctions = "regexp_matches(lower(text), '\\b(sanction|embargo|tariff|blacklist|asset freeze|travel ban)')"
	ofTruce     = "regexp_matches(lower(text), '\\b(cease-?fire|truce|armistice|cessation of hostilities)')"
)

// ledgers are the rules, by name. What each counts is a decision of ours on top of the code book:
//   - sanctions: SANCTION discontinue is an imposition, a planned one and THREATEN restrict are announcements; CONCEDE with
//     CAMEO 085 or where the sentence names sanctions lifts. That a sentence names sanctions is not enough to impose any:
//     most such sentences tell of another act.
//   - aid: a planned AID and AGREE with CAMEO 033 are promises; AID delivers; a denied AID, REJECT assist and SANCTION with
//     CAMEO 162 cut.
//   - posture: MOBILIZE of any mode but police masses, in a country; RETREAT withdraw by the same actor there withdraws.
//   - meetings: a planned CONSULT and AGREE with CAMEO 036 plan; CONSULT holds; REJECT meet and a denied CONSULT call off.
//   - ceasefires: RETREAT ceasefire, AGREE, CONCEDE and signing (SUPPORT with CAMEO 057) where the sentence names a truce, agree on
//     one; the first ASSAULT between the two breaks it.
//   - detentions: COERCE arrest and ASSAULT abduct detain; RETREAT release and COERCE deport of a recipient of the same name end it.
var ledgers = [...]ledger{
	{"sanctions", "imposed and lifted", byDirection, []chain{
		{"announced", "(type = 'THREATEN' AND list_contains(mode, 'restrict') OR type = 'SANCTION' AND list_contains(mode, 'discontinue') AND " + planned + ")",
			[]outcome{{"imposed", imposed}, {"lifted", lifted}}},
		{"imposed", imposed, []outcome{{"lifted", lifted}}},
	}},
	{"aid", "promised and delivered", byDirection, []chain{
		{"promised", "(type = 'AID' AND " + planned + " OR type = 'AGREE' AND cameo LIKE '033%')", []outcome{
			{"delivered", "type = 'AID' AND " + held},
			{"cut", "(type = 'AID' AND factuality = 'denied' OR type = 'REJECT' AND list_contains(mode, 'assist') AND " + held +
				" OR type = 'SANCTION' AND cameo LIKE '162%' AND " + held + ")"},
		}},
	}},
	{"posture", "massed and withdrawn", byPlace, []chain{
		{"massed", "type = 'MOBILIZE' AND NOT list_contains(mode, 'police') AND " + held,
			[]outcome{{"withdrawn", "type = 'RETREAT' AND list_contains(mode, 'withdraw') AND " + held}}},
	}},
	{"meetings", "planned and held", byPair, []chain{
		{"planned", "(type = 'CONSULT' AND " + planned + " OR type = 'AGREE' AND cameo = '036')", []outcome{
			{"held", "type = 'CONSULT' AND " + held},
			{"called off", "(type = 'REJECT' AND list_contains(mode, 'meet') AND " + held + " OR type = 'CONSULT' AND factuality = 'denied')"},
		}},
	}},
	{"ceasefires", "agreed and broken", byPair, []chain{
		{"agreed", "(type = 'RETREAT' AND list_contains(mode, 'ceasefire') OR (type IN ('AGREE', 'CONCEDE') OR type = 'SUPPORT' AND cameo = '057') AND " + ofTruce + ") AND " + held,
			[]outcome{{"broken", "type = 'ASSAULT' AND " + held}}},
	}},
	{"detentions", "detained and released", byPerson, []chain{
		{"detained", "(type = 'COERCE' AND list_contains(mode, 'arrest') OR type = 'ASSAULT' AND list_contains(mode, 'abduct')) AND " + held, []outcome{
			{"released", "type = 'RETREAT' AND list_contains(mode, 'release') AND " + held},
			{"deported", "type = 'COERCE' AND list_contains(mode, 'deport') AND " + held},
		}},
	}},
}

const (
	imposed = "type = 'SANCTION' AND list_contains(mode, 'discontinue') AND " + held
	lifted  = "type = 'CONCEDE' AND (cameo LIKE '085%' OR " + ofSanctions + ") AND " + held
)

// Ledgers are the names of the ledgers with what they follow.
func Ledgers() [][2]string {
	out := make([][2]string, len(ledgers))
	for i, l := range ledgers {
		out[i] = [2]string{l.name, l.about}
	}
	return out
}

// Entry is a line of a ledger: what was begun, and what has become of it.
type Entry struct {
	// Opened and Closed are the words of the ledger: "promised", "delivered"; Closed is "" while the entry is open.
	Opened string `json:"opened"`
	Closed string `json:"closed,omitempty"`
	// Actor and Recipient are codes; for detentions the recipient is a name, for postures the country of the place.
	Actor     string      `json:"actor"`
	Recipient string      `json:"recipient"`
	Since     article.Day `json:"since,omitzero"`
	Until     article.Day `json:"until,omitzero"`
	// Event and Closing are the events that opened and closed the entry.
	Event   string `json:"event"`
	Closing string `json:"closing,omitempty"`
	Origins int    `json:"origins"`
	Text    string `json:"text"`
}

// LedgerQuery asks for the entries of a ledger.
type LedgerQuery struct {
	Name string
	// Open and Done choose entries that are open and that are closed; neither means both.
	Open, Done bool
	// Filter narrows the acts that open entries; outcomes are looked for among all events of the same origins.
	Filter Filter
}

// Ledger gives the entries, newest first. Acts that would end a matter whose beginning lies outside the data make none.
func (s *Store) Ledger(ctx context.Context, q LedgerQuery) ([]Entry, error) {
	i := slices.IndexFunc(ledgers[:], func(l ledger) bool { return l.name == q.Name })
	if i < 0 {
		names := make([]string, len(ledgers))
		for j, l := range ledgers {
			names[j] = l.name
		}
		return nil, fmt.Errorf("ledger %q: want one of %s", q.Name, strings.Join(names, ", "))
	}
	rows, err := s.query(ctx, ledgers[i].query(q))
	if err != nil {
		return nil, s.explain(fmt.Errorf("ledger of %s: %w", q.Name, err))
	}
	defer rows.Close()
	var out []Entry
	for rows.Next() {
		var e Entry
		var since, until sql.NullTime
		if err := rows.Scan(&e.Opened, &e.Closed, &e.Actor, &e.Recipient, &since, &until, &e.Event, &e.Closing, &e.Origins, &e.Text); err != nil {
			return nil, err
		}
		e.Since, e.Until = dayOf(since), dayOf(until)
		out = append(out, e)
	}
	return out, rows.Err()
}

func dayOf(t sql.NullTime) article.Day {
	if !t.Valid {
		return 0
	}
	return article.DayOf(t.Time)
}

// sides makes a row for each pair of parties of the acts of table, with the keys that must agree and the words that show
// them. The lists are unnested where they stand: a join with dyad would hash every id.
func (k keys) sides(table string) string {
	const pairs = "unnest(" + pairsOf + ") AS p"
	switch k {
	case byPlace:
		return "SELECT id, date, label, unnest(actor) AS k1, coalesce(country, '') AS k2, k1 AS a, k2 AS b FROM " + table
	case byPerson:
		return `SELECT id, date, label, k1, lower(name) AS k2, k1 AS a, name || CASE WHEN len(recipient) = 1 THEN ' (' || recipient[1] || ')' ELSE '' END AS b
			FROM (SELECT id, date, label, coalesce(actor[1], '') AS k1, recipient, unnest(recipient_name) AS name FROM ` + table + ") WHERE name <> ''"
	case byPair:
		return "SELECT id, date, label, least(p.actor, p.recipient) AS k1, greatest(p.actor, p.recipient) AS k2, p.actor AS a, p.recipient AS b FROM (SELECT id, date, label, " + pairs + " FROM " + table + ")"
	}
	return "SELECT id, date, label, p.actor AS k1, p.recipient AS k2, k1 AS a, k2 AS b FROM (SELECT id, date, label, " + pairs + " FROM " + table + ")"
}

// query joins each entry to the first outcome after it.
func (l *ledger) query(q LedgerQuery) string {
	f := q.Filter
	f.Factuality = nil // the rules say which factuality opens and closes
	f.Limit = 0
	reach := Filter{Origins: f.Origins}
	var with, parts []string
	for n, c := range l.chains {
		open, done := fmt.Sprintf("open%d", n), fmt.Sprintf("done%d", n)
		var when, label []string
		for _, o := range c.outcomes {
			when = append(when, "("+o.when+")")
			label = append(label, "WHEN "+o.when+" THEN "+quote(o.label))
		}
		acts := func(label, when, filter string) string {
			return "(SELECT id, date, actor, recipient, recipient_name, country, " + label + " AS label FROM event WHERE date IS NOT NULL AND (" + when + ") AND " + filter + ")"
		}
		with = append(with,
			open+" AS ("+l.keys.sides(acts("''", c.opens, f.where("event")))+")",
			// of outcomes on one day the one of the lower id, so that the answer is always the same
			done+" AS (SELECT k1, k2, date, min(id) AS id, min_by(label, id) AS label FROM ("+
				l.keys.sides(acts("CASE "+strings.Join(label, " ")+" END", strings.Join(when, " OR "), reach.where("event")))+") GROUP BY k1, k2, date)",
		)
		parts = append(parts, "SELECT "+quote(c.opened)+" AS opened, coalesce(c.label, '') AS closed, o.a, o.b, o.date AS since, c.date AS until, o.id AS id, coalesce(c.id, '') AS closing "+
			"FROM "+open+" o ASOF LEFT JOIN "+done+" c ON o.k1 = c.k1 AND o.k2 = c.k2 AND o.date <= c.date")
	}
	where := "TRUE"
	switch {
	case q.Open && !q.Done:
		where = "closed = ''"
	case q.Done && !q.Open:
		where = "closed <> ''"
	}
	limit := ""
	if q.Filter.Limit > 0 {
		limit = fmt.Sprintf(" LIMIT %d", q.Filter.Limit)
	}
	// Sentences are fetched for the few entries that are shown.
	const order = " ORDER BY since DESC, id, opened, a, b"
	return "WITH " + strings.Join(with, ", ") + ", entry AS (SELECT * FROM (" + strings.Join(parts, " UNION ALL ") + ") WHERE " + where + order + limit + ") " +
		"SELECT opened, closed, a, b, since, until, id, closing, origins, text FROM entry JOIN (SELECT id, origins, text FROM event WHERE id IN (SELECT id FROM entry)) USING (id)" + order
}
