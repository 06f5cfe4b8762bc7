package store

import (
	"strings"
)

// indexVersion is the version of the index's tables. The index is made again from the segments where a migration is
// missing; see migrations.
const indexVersion = 2

// formatVersion is the version of the segments and of how they lie in the bucket.
const formatVersion = 1

// tables are the index's. The columns of report and article are those of the segments.
var tables = [...]string{
	`CREATE TABLE meta (key VARCHAR, value VARCHAR)`,
	`CREATE TABLE segment (name VARCHAR)`,
	`CREATE TABLE report (` + columnsDDL(reportColumns[:]) + `)`,
	`CREATE TABLE article (` + columnsDDL(articleColumns[:]) + `)`,
	// codings whose place a later one has taken
	`CREATE TABLE earlier_report (` + columnsDDL(reportColumns[:]) + `)`,
	`CREATE TABLE earlier_article (` + columnsDDL(articleColumns[:]) + `)`,
	`CREATE TABLE event (` + columnsDDL(eventColumns[:]) + `)`,
	// one row for each pair of parties of an event. The recipient is '' where nobody is acted upon; actors who meet without a
	// recipient are pairs among themselves, in order of code, and mutual.
	`CREATE TABLE dyad (event VARCHAR, origin VARCHAR, date DATE, enddate DATE, actor VARCHAR, recipient VARCHAR, mutual BOOLEAN,
		type VARCHAR, quad UTINYINT, scale DOUBLE, factuality VARCHAR)`,
	`CREATE TABLE claim (event VARCHAR, number INTEGER, stance VARCHAR, speaker VARCHAR, speaker_name VARCHAR, reports INTEGER, text VARCHAR)`,
	// which report is in which event, and who leads it
	`CREATE TABLE member (report VARCHAR, event VARCHAR, elected VARCHAR)`,
	`CREATE TABLE block (key UBIGINT, report VARCHAR)`,
}

// column is a column with its DuckDB type and the expression that makes it of a record: r is the parsed record, the rest
// are the names of the incoming table.
type column struct{ name, kind, from string }

func columnsDDL(list []column) string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.name + " " + c.kind
		if c.name == "json" {
			out[i] += " USING COMPRESSION zstd"
		}
	}
	return strings.Join(out, ", ")
}

// names are the columns' names, apart by commas.
func names(list []column) string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.name
	}
	return strings.Join(out, ", ")
}

// factuality reads the auxiliary modes. What is denied is denied whatever else it is, and a plan that hangs on a
// condition is no plan.
const factuality = `CASE WHEN list_contains(r.auxiliary, 'negation') THEN 'denied'
	WHEN list_contains(r.auxiliary, 'hypothetical') THEN 'hypothetical'
	WHEN list_contains(r.auxiliary, 'future') THEN 'planned'
	WHEN list_contains(r.auxiliary, 'historical') THEN 'historical' ELSE 'fact' END`

// partyColumns are the columns of one side: codes, "CODE:SECTOR" for each sector, and names as resolved or written.
func partyColumns(side string) []column {
	s := "r." + side
	return []column{
		{side, "VARCHAR[]", "list_distinct([x.code FOR x IN " + s + " IF x.code <> ''])"},
		{side + "_role", "VARCHAR[]", "list_distinct(flatten([[x.code || ':' || y FOR y IN x.sector] FOR x IN " + s + "]))"},
		{side + "_name", "VARCHAR[]", "[coalesce(nullif(x.identifier_text, ''), x.entity_text) FOR x IN " + s + "]"},
	}
}

func actColumns() []column {
	out := []column{
		{"date", "DATE", "r.date"},
		{"enddate", "DATE", "coalesce(r.enddate, r.date)"},
		{"type", "VARCHAR", "r.event[1]"},
		{"mode", "VARCHAR[]", "r.mode"},
		{"context", "VARCHAR[]", "r.context"},
		{"factuality", "VARCHAR", factuality},
		{"cameo", "VARCHAR", "r.cameo"},
		{"quad", "UTINYINT", "r.quad_code"},
		{"scale", "DOUBLE", "r.event_scale"},
	}
	out = append(out, partyColumns("actor")...)
	out = append(out, partyColumns("recipient")...)
	return append(out,
		column{"country", "VARCHAR", "r.event_loc.country_code"},
		column{"province", "VARCHAR", "r.event_loc.province"},
		column{"place", "VARCHAR", "r.event_loc.resolved_place"},
		column{"lat", "DOUBLE", "r.event_loc.lat"},
		column{"lon", "DOUBLE", "r.event_loc.lon"},
		column{"dead", "INTEGER", "r.size.dead"},
		column{"injured", "INTEGER", "r.size.injured"},
		column{"arrested", "INTEGER", "r.size.arrested"},
		column{"crowd", "INTEGER", "r.size.size"},
	)
}

// reportColumns are the columns of a segment of reports, and of the table. json is the canonical record, so that nothing is lost.
var reportColumns = func() []column {
	out := []column{
		{"id", "VARCHAR", "r.id"},
		{"origin", "VARCHAR", "i.origin"},
		{"witness", "VARCHAR", "i.witness"},
		{"article", "VARCHAR", "r.cite_info.id"},
		{"published", "DATE", "r.cite_info.published"},
	}
	out = append(out, actColumns()...)
	return append(out,
		column{"speaker", "VARCHAR", "r.attribution.code"},
		column{"speaker_name", "VARCHAR", "coalesce(nullif(r.attribution.identifier_text, ''), r.attribution.entity_text)"},
		column{"event_text", "VARCHAR", "array_to_string(r.event_text, '; ')"},
		column{"text", "VARCHAR", "r.text"},
		column{"confidence", "DOUBLE", "r.confidence"},
		column{"publication", "VARCHAR", "r.cite_info.publication"},
		column{"title", "VARCHAR", "r.cite_info.title"},
		column{"url", "VARCHAR", "r.cite_info.url"},
		column{"sha256", "VARCHAR", "r.cite_info.sha256"},
		column{"version", "VARCHAR", "r.cite_info.coder || ' ' || r.cite_info.version"},
		column{"json", "VARCHAR", "i.json"},
	)
}()

var articleColumns = [...]column{
	{"id", "VARCHAR", ""}, {"origin", "VARCHAR", ""}, {"url", "VARCHAR", ""}, {"title", "VARCHAR", ""}, {"publisher", "VARCHAR", ""},
	{"byline", "VARCHAR", ""}, {"published", "DATE", ""}, {"language", "VARCHAR", ""}, {"sha256", "VARCHAR", ""}, {"version", "VARCHAR", ""},
	{"witness", "VARCHAR", ""}, {"same_as", "VARCHAR", ""}, {"likeness", "VARCHAR", ""}, {"reports", "INTEGER", ""},
	{"added", "TIMESTAMP", ""}, {"sketch", "BLOB", ""}, {"text", "VARCHAR", ""},
}

// eventColumns are those of the table of events. published is the first day of publication among the reports.
var eventColumns = func() []column {
	out := []column{{"id", "VARCHAR", "r.id"}, {"origin", "VARCHAR", "i.origin"}, {"published", "DATE", "i.published"}}
	out = append(out, actColumns()...)
	return append(out,
		column{"elected", "VARCHAR", "r.elected"},
		column{"contested", "BOOLEAN", "r.contested"},
		column{"speaker", "VARCHAR", "list_filter(r.claims, c -> c.speaker IS NOT NULL)[1].speaker.code"},
		column{"speaker_name", "VARCHAR", `list_transform(list_filter(r.claims, c -> c.speaker IS NOT NULL),
			c -> coalesce(nullif(c.speaker.identifier_text, ''), c.speaker.entity_text))[1]`},
		column{"reports", "INTEGER", "len(r.reports)"},
		column{"articles", "INTEGER", "len(r.articles)"},
		column{"origins", "INTEGER", "len(r.origins)"},
		column{"text", "VARCHAR", "r.claims[1].text"},
		column{"json", "VARCHAR", "i.json"},
	)
}()

// shapes of the records as from_json wants them
const (
	entityShape = `{"code":"VARCHAR","sector":["VARCHAR"],"entity_text":"VARCHAR","identifier_text":"VARCHAR"}`
	actShape    = `"id":"VARCHAR","date":"DATE","enddate":"DATE","event":["VARCHAR"],"mode":["VARCHAR"],"context":["VARCHAR"],
		"auxiliary":["VARCHAR"],"cameo":"VARCHAR","quad_code":"UTINYINT","event_scale":"DOUBLE",
		"actor":[` + entityShape + `],"recipient":[` + entityShape + `],
		"event_loc":{"country_code":"VARCHAR","province":"VARCHAR","resolved_place":"VARCHAR","lat":"DOUBLE","lon":"DOUBLE"},
		"size":{"dead":"INTEGER","injured":"INTEGER","arrested":"INTEGER","size":"INTEGER"}`
	reportShape = `{` + actShape + `,"attribution":` + entityShape + `,"event_text":["VARCHAR"],"text":"VARCHAR","confidence":"DOUBLE",
		"cite_info":{"id":"VARCHAR","url":"VARCHAR","title":"VARCHAR","publication":"VARCHAR","published":"DATE","sha256":"VARCHAR",
		"coder":"VARCHAR","version":"VARCHAR"}}`
	eventShape = `{` + actShape + `,"elected":"VARCHAR","contested":"BOOLEAN","claims":[{"stance":"VARCHAR","speaker":` + entityShape + `,
		"text":"VARCHAR","reports":["VARCHAR"]}],"reports":["VARCHAR"],"articles":["VARCHAR"],"origins":["VARCHAR"]}`
)

// flatten is the query that makes the columns of the records in the table named from.
func flatten(list []column, shape, from string) string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.from + " AS " + c.name
	}
	return "SELECT " + strings.Join(out, ", ") + " FROM (SELECT *, from_json(json, '" + shape + "') AS r FROM " + from + ") i"
}
