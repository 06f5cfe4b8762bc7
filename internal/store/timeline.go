package store

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// The grains of a timeline.
const (
	ByDay   = "day"
	ByWeek  = "week"
	ByMonth = "month"
	ByYear  = "year"
)

// TimelineQuery asks how two parties dealt with each other over time, or, without B, how one acted and was acted upon.
type TimelineQuery struct {
	A, B string
	// Directed counts only what A did towards B.
	Directed bool
	// By is ByDay, ByWeek (from Monday), ByMonth or ByYear; "" stands for ByWeek.
	By string
	// Filter narrows the events; its parties and limit are not used.
	Filter Filter
}

// Period is one step of a timeline.
type Period struct {
	Start article.Day `json:"start"`
	// Quads counts events by quad category: verbal cooperation, material cooperation, verbal conflict, material conflict.
	Quads  [4]int `json:"quads"`
	Events int    `json:"events"`
	// Forth and Back are the sums of scale values of what A did towards B and B towards A, acts done together in neither.
	Forth float64 `json:"scale_forth"`
	Back  float64 `json:"scale_back"`
	// Scale is the sum of all scale values.
	Scale float64 `json:"scale_sum"`
	// Friendly and Hostile are the sums of the positive and of the negative values, both as positive numbers.
	Friendly float64 `json:"friendly"`
	Hostile  float64 `json:"hostile"`
	// Tension is the index of that name; 0 and Events 0 where nothing happened.
	Tension float64 `json:"tension"`
}

// Timeline is the answer: every period from the first with an event, or from Filter.From, to the last or Filter.To.
type Timeline struct {
	Periods []Period
	// LeftOut is the number of events whose days are not known finely enough to lie in one period.
	LeftOut int
}

// tensionPrior is the weight of the even state that every period begins with: one act of full scale.
const tensionPrior = 10

// Tension is 100 × (H + 5) / (F + H + 10), where F and H are the sums of friendly and of hostile scale values, both
// positive: 50 is even, 100 all hostile, 0 all friendly. The added 10, half on either side, keeps a single remark from
// looking like a war: one ACCUSE (-3) gives 62, fifty of them 97. The index tells of the tone and not of the amount of
// dealings, so that two dyads of different coverage can be compared; the amount is what counts and sums tell. It is ours;
// the values are PLOVER's.
func Tension(friendly, hostile float64) float64 {
	return 100 * (hostile + tensionPrior/2) / (friendly + hostile + tensionPrior)
}

// Timeline answers q.
func (s *Store) Timeline(ctx context.Context, q TimelineQuery) (Timeline, error) {
	q.By = cmp.Or(q.By, ByWeek)
	switch q.By {
	case ByDay, ByWeek, ByMonth, ByYear:
	default:
		return Timeline{}, fmt.Errorf("timeline by %q: want day, week, month or year", q.By)
	}
	rows, err := s.query(ctx, q.query())
	if err != nil {
		return Timeline{}, s.explain(fmt.Errorf("timeline: %w", err))
	}
	defer rows.Close()
	var out Timeline
	found := map[article.Day]Period{}
	for rows.Next() {
		var start time.Time
		var whole bool
		var p Period
		if err := rows.Scan(&start, &whole, &p.Quads[0], &p.Quads[1], &p.Quads[2], &p.Quads[3], &p.Events, &p.Forth, &p.Back, &p.Scale, &p.Friendly, &p.Hostile); err != nil {
			return Timeline{}, err
		}
		if !whole {
			out.LeftOut += p.Events
			continue
		}
		p.Start = article.DayOf(start)
		p.Tension = round(Tension(p.Friendly, p.Hostile))
		found[p.Start] = p
	}
	if err := rows.Err(); err != nil {
		return Timeline{}, err
	}
	out.Periods = q.fill(found)
	return out, nil
}

func round(x float64) float64 { return math.Round(x*10) / 10 }

// query is the SQL. An event counts once, in the period that all its days lie in.
func (q *TimelineQuery) query() string {
	var events string
	if fast, ok := q.fromDyads(); ok {
		events = fast
	} else {
		events = q.fromEvents()
	}
	return `SELECT date_trunc('` + q.By + `', date)::DATE AS start,
		date_trunc('` + q.By + `', date) = date_trunc('` + q.By + `', enddate) AS whole,
		count(*) FILTER (quad = 1), count(*) FILTER (quad = 2), count(*) FILTER (quad = 3), count(*) FILTER (quad = 4), count(*),
		coalesce(sum(scale) FILTER (forth AND NOT back), 0), coalesce(sum(scale) FILTER (back AND NOT forth), 0), sum(scale),
		coalesce(sum(scale) FILTER (scale > 0), 0), coalesce(-sum(scale) FILTER (scale < 0), 0)
		FROM (` + events + `) GROUP BY 1, 2 ORDER BY 1`
}

// fromDyads reads the narrow table of pairs, where the question can be answered by it.
func (q *TimelineQuery) fromDyads() (string, bool) {
	f := q.Filter
	plain := len(f.Modes)+len(f.Contexts)+len(f.Countries)+len(f.IDs) == 0 && f.Text == "" && f.Speaker == "" && !f.Contested
	if !plain || !event.ValidCode(q.A) || q.B != "" && !event.ValidCode(q.B) {
		return "", false
	}
	a, b := quote(q.A), quote(q.B)
	forth, back := "actor = "+a, "recipient = "+a
	if q.B != "" {
		forth, back = forth+" AND recipient = "+b, back+" AND actor = "+b
	}
	where := "((" + forth + ") OR (" + back + "))"
	if q.Directed {
		where = "((" + forth + ") OR mutual AND (" + back + "))"
	}
	narrow := Filter{Types: f.Types, From: f.From, To: f.To, Factuality: f.Factuality, Origins: f.Origins}
	return `SELECT any_value(date) AS date, any_value(enddate) AS enddate, any_value(quad) AS quad, any_value(scale) AS scale,
		bool_or(` + forth + ` OR mutual) AS forth, bool_or(` + back + ` OR mutual) AS back
		FROM dyad WHERE date IS NOT NULL AND ` + where + ` AND ` + narrow.where("dyad") + ` GROUP BY event`, true
}

// fromEvents reads the wide table.
func (q *TimelineQuery) fromEvents() string {
	f := q.Filter
	f.Limit = 0
	together := func(a, b string) string {
		return "(" + party("actor", a) + " AND " + party("actor", b) + " AND len(recipient) = 0)"
	}
	forth, back := party("actor", q.A), party("recipient", q.A)
	if q.B != "" {
		mutual := together(q.A, q.B)
		forth = "(" + forth + " AND " + party("recipient", q.B) + " OR " + mutual + ")"
		back = "(" + back + " AND " + party("actor", q.B) + " OR " + mutual + ")"
	}
	where := []string{"date IS NOT NULL", "(" + forth + " OR " + back + ")", f.where("event")}
	if q.Directed {
		where[1] = forth
	}
	return "SELECT date, enddate, quad, scale, " + forth + " AS forth, " + back + " AS back FROM event WHERE " + strings.Join(where, " AND ")
}

// fill sets the silent periods between those found.
func (q *TimelineQuery) fill(found map[article.Day]Period) []Period {
	var first, last article.Day
	for d := range found {
		if first == 0 || d < first {
			first = d
		}
		last = max(last, d)
	}
	if q.Filter.From != 0 {
		first = periodOf(q.Filter.From, q.By)
	}
	if q.Filter.To != 0 {
		last = periodOf(q.Filter.To, q.By)
	}
	if first == 0 || last == 0 {
		return nil
	}
	var out []Period
	for d := first; d <= last; d = next(d, q.By) {
		p, ok := found[d]
		if !ok {
			p.Start = d
		}
		out = append(out, p)
	}
	return out
}

// periodOf is the first day of the period that d lies in.
func periodOf(d article.Day, by string) article.Day {
	y, m, _ := d.Date()
	switch by {
	case ByWeek:
		return d - article.Day((int(d.Weekday())+6)%7)
	case ByMonth:
		return article.NewDay(y, m, 1)
	case ByYear:
		return article.NewDay(y, 1, 1)
	}
	return d
}

func next(d article.Day, by string) article.Day {
	y, m, _ := d.Date()
	switch by {
	case ByWeek:
		return d + 7
	case ByMonth:
		return article.NewDay(y, m+1, 1)
	case ByYear:
		return article.NewDay(y+1, 1, 1)
	}
	return d + 1
}
