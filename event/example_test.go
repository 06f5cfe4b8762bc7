package event_test

import (
	"fmt"

	"github.com/casus-news/casus/event"
)

func ExampleFill() {
	r := event.Report{Event: []event.Type{event.Aid}, Context: []event.Context{"military"}}
	event.Fill(&r)
	c, _ := event.LookupCAMEO(r.CAMEO)
	fmt.Println(r.QuadCode, r.EventScale, r.CAMEO, c.Name)
	// Output: 2 10 072 gives military aid
}

func ExamplePLOVEROf() {
	t, m, ok := event.PLOVEROf("1053")
	fmt.Println(t, m, ok)
	_, _, ok = event.PLOVEROf("010")
	fmt.Println(ok)
	// Output:
	// REQUEST yield true
	// false
}

func ExampleCheck() {
	r := sample()
	r.Mode = []event.Mode{"visit"}
	r.QuadCode = 1
	fmt.Println(event.Check(r))
	// Output:
	// mode: "visit" is no mode of RETREAT
	// quad_code: got 1, RETREAT has 2
	// event_scale: got 8, RETREAT [visit] has 6.5
}

func ExampleEncode() {
	r := event.Report{ID: "x", Event: []event.Type{event.Aid}, Actor: []event.Entity{{Code: "FRA"}}}
	b, err := event.Encode(r)
	fmt.Print(string(b[:60]), "…\n", err)
	// Output:
	// {"id":"x","event":["AID"],"mode":[],"context":[],"auxiliary"…
	// <nil>
}
