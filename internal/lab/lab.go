// Package lab owns what is done before and after coding: the training of bundles, the scoring against hand-coded articles, the
// readers of corpora, and metrics with intervals.
//
// Start with [ReadGold] and [Score] to measure, and with the Train functions to make a bundle. Everything is deterministic
// given its seed. Absent on purpose: storage, the web and the queue; only the command imports this room.
package lab
