package main

import (
	"github.com/spf13/cobra"
)

func newTrainCommand() *cobra.Command {
	return &cobra.Command{Use: "train", Short: "Train a bundle"}
}
