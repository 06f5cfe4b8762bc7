package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/internal/lab"
)

func newTrainCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "train",
		Short: "Train the language bundle",
		Long: `train makes the language bundle anew from treebanks and hand-coded articles, which are not part of the program (see
CONTRIBUTING.md, "Data for training and scoring"). First "train language", then "train acts". The same data, configuration and seed give the
same bundle, byte for byte.`,
		Example: "  casus train language --config train/language.conf\n  casus train acts --shared ../shared --bundle bundle/en",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newTrainLanguageCommand(), newTrainActsCommand(), newTrainTeacherCommand())
	return cmd
}

func newTrainLanguageCommand() *cobra.Command {
	var config string
	cmd := &cobra.Command{
		Use:     "language",
		Short:   "Train tags, heads, lemmas and names from treebanks",
		Example: "  casus train language --config train/language.conf",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f, err := os.Open(config)
			if err != nil {
				return err
			}
			defer f.Close()
			c, err := lab.ReadLanguageConfig(f, filepath.Dir(config))
			if err != nil {
				return fmt.Errorf("%s: %w", config, err)
			}
			return lab.TrainLanguage(c, cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&config, "config", "train/language.conf", "the `FILE` that holds the recipe")
	return cmd
}

func newTrainActsCommand() *cobra.Command {
	var from lab.ActsSources
	cmd := &cobra.Command{
		Use:     "acts",
		Short:   "Train the scorers of acts from hand-coded articles, the lexicon's examples and authored sentences",
		Example: "  casus train acts --shared ../shared --bundle bundle/en",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return lab.TrainActs(from, lab.EventsConfig{}, cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&from.Shared, "shared", "../shared", "the `FOLDER` with gold/train and news")
	cmd.Flags().StringVar(&from.Coded, "coded", "train/coded", "the `FOLDER` of our own codes of open news")
	cmd.Flags().StringVar(&from.Silver, "silver", "train/silver", "the `FOLDER` of the teacher's labels of open news, empty for none")
	cmd.Flags().StringVar(&from.Bundle, "bundle", "bundle/en", "the `FOLDER` of the bundle to add the scorers to")
	return cmd
}

func newTrainTeacherCommand() *cobra.Command {
	var from lab.ActsSources
	var folder string
	cmd := &cobra.Command{
		Use:   "teacher",
		Short: "Write the data of the teacher that labels open news with acts",
		Long: `teacher writes labelled.jsonl, what the teacher of train/silver is trained on, and news.jsonl, the open news that it labels, for
train/silver/teach.py to read.`,
		Example: "  casus train teacher --out teach",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			labelled, err := os.Create(filepath.Join(folder, "labelled.jsonl"))
			if err != nil {
				return err
			}
			defer labelled.Close()
			news, err := os.Create(filepath.Join(folder, "news.jsonl"))
			if err != nil {
				return err
			}
			defer news.Close()
			if err := lab.WriteTeacher(from, labelled, news); err != nil {
				return err
			}
			return errors.Join(labelled.Close(), news.Close())
		},
	}
	cmd.Flags().StringVar(&from.Shared, "shared", "../shared", "the `FOLDER` with gold/train and news")
	cmd.Flags().StringVar(&from.Coded, "coded", "train/coded", "the `FOLDER` of our own codes of open news")
	cmd.Flags().StringVar(&from.Bundle, "bundle", "bundle/en", "the `FOLDER` of the bundle that parses")
	cmd.Flags().StringVar(&folder, "out", ".", "the `FOLDER` to write to, which must be there")
	return cmd
}
