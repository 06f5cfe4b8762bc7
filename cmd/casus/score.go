package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/lab"
)

func newScoreCommand() *cobra.Command {
	var reportsFile, treebanks string
	var confusion bool
	cmd := &cobra.Command{
		Use:   "score GOLD...",
		Short: "Code hand-coded articles and print how well the reports agree",
		Long: `score codes the hand-coded articles (*.json) in each folder GOLD and prints precision, recall and F1 of types, dyads and
factuality, the shares of right details, and the figures by type: those that the reference scorer score.py prints.`,
		Example: "  casus score ../shared/gold/dev\n  casus score --reports reports.jsonl ../shared/gold/dev\n" +
			"  casus score --language ../shared/treebanks",
		RunE: func(cmd *cobra.Command, folders []string) error {
			if treebanks != "" {
				return scoreLanguage(cmd, treebanks)
			}
			if len(folders) == 0 {
				return usageError{errors.New("score: name a folder of hand-coded articles, or --language FOLDER")}
			}
			for _, folder := range folders {
				if err := scoreFolder(cmd, folder, reportsFile, confusion); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&reportsFile, "reports", "", "score the reports in this JSONL `file` instead of coding")
	cmd.Flags().BoolVar(&confusion, "confusion", false, "add the table of types that were taken for others")
	cmd.Flags().StringVar(&treebanks, "language", "", "score the language engine on the treebanks in this `folder` instead")
	return cmd
}

func scoreLanguage(cmd *cobra.Command, treebanks string) error {
	coder, err := casus.Open(casus.Bundle())
	if err != nil {
		return err
	}
	_, err = lab.ScoreLanguage(coder.Parser(), treebanks, cmd.OutOrStdout())
	return err
}

func scoreFolder(cmd *cobra.Command, folder, reportsFile string, confusion bool) error {
	gold, err := lab.ReadGold(os.DirFS(filepath.Dir(filepath.Clean(folder))), filepath.Base(filepath.Clean(folder)))
	if err != nil {
		return fmt.Errorf("%w\nthe hand-coded articles are not part of the program: see CONTRIBUTING.md, \"Data for training and scoring\"", err)
	}
	var reports [][]event.Report
	if reportsFile != "" {
		reports, err = readReports(reportsFile, gold)
	} else {
		reports, err = codeGold(gold)
	}
	if err != nil {
		return err
	}
	lab.Score(gold, reports).Print(cmd.OutOrStdout())
	if confusion {
		lab.PrintConfusion(cmd.OutOrStdout(), lab.Confusion(gold, reports))
	}
	return nil
}

func codeGold(gold []lab.Gold) ([][]event.Report, error) {
	coder, err := casus.Open(casus.Bundle())
	if err != nil {
		return nil, err
	}
	var out [][]event.Report
	each := func(yield func(*lab.Gold) bool) {
		for i := range gold {
			if !yield(&gold[i]) {
				return
			}
		}
	}
	err = inOrder(each, func(g *lab.Gold) []event.Report {
		a := g.Article()
		return coder.Code(&a)
	}, func(r []event.Report) error {
		out = append(out, r)
		return nil
	})
	return out, err
}

// readReports reads a JSONL file and groups its reports by gold article; those of other articles are left out.
func readReports(name string, gold []lab.Gold) ([][]event.Report, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	index := map[string]int{}
	for i := range gold {
		index[gold[i].ID] = i
	}
	out := make([][]event.Report, len(gold))
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		r, err := event.Decode(lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("%s line %d: %w", name, n, err)
		}
		if i, ok := index[r.CiteInfo.ID]; ok {
			out[i] = append(out[i], r)
		}
	}
	return out, lines.Err()
}
