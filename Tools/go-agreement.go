// Checks a ledger's receipts, checkpoints and tiles with the packages with which Go checks its own
// checksum database: golang.org/x/mod/sumdb/note and tlog. Tools/go-agreement builds and runs it.
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"agreement/note"
	"agreement/tlog"
)

// checkpoint opens a signed note and gives the tree that it states.
func checkpoint(text []byte, verifiers note.Verifiers) (tlog.Tree, error) {
	opened, err := note.Open(text, verifiers)
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 {
		return tlog.Tree{}, fmt.Errorf("no checkpoint: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// document is what stands before the checkpoint of a receipt or a consistency proof.
func document(path string, verifiers note.Verifiers) ([]string, tlog.Tree, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, tlog.Tree{}, err
	}
	head, rest, found := bytes.Cut(data, []byte("\n\n"))
	if !found {
		return nil, tlog.Tree{}, fmt.Errorf("no empty line")
	}
	tree, err := checkpoint(rest, verifiers)
	return strings.Split(string(head), "\n"), tree, err
}

func hashes(lines []string) ([]tlog.Hash, error) {
	var all []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		all = append(all, hash)
	}
	return all, nil
}

// receipt checks one receipt that discloses its entry, and gives the entry's index and tree.
func receipt(path string, verifiers note.Verifiers) (int64, tlog.Hash, tlog.Tree, error) {
	none := tlog.Hash{}
	lines, tree, err := document(path, verifiers)
	if err != nil {
		return 0, none, tree, err
	}
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		return 0, none, tree, fmt.Errorf("another format: %q", lines[0])
	}
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil || !bytes.HasPrefix(extra, []byte("entry ")) {
		return 0, none, tree, fmt.Errorf("no entry in it")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return 0, none, tree, err
	}
	proof, err := hashes(lines[3:])
	if err != nil {
		return 0, none, tree, err
	}
	leaf := tlog.RecordHash(bytes.TrimPrefix(extra, []byte("entry ")))
	return index, leaf, tree, tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf)
}

// tiles reads a tree of tiles; in Go's own paths the height of tiles stands before the level.
type tiles string

func (tiles) Height() int { return 8 }

func (root tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(root), path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func run(key, receipts, old, growth, tree string) error {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return err
	}
	verifiers := note.VerifierList(verifier)
	published, err := os.ReadFile(filepath.Join(tree, "checkpoint"))
	if err != nil {
		return err
	}
	served, err := checkpoint(published, verifiers)
	if err != nil {
		return fmt.Errorf("%s/checkpoint: %w", tree, err)
	}
	reader := tlog.TileHashReader(served, tiles(tree))
	paths, err := filepath.Glob(filepath.Join(receipts, "*.tlog-proof"))
	if err != nil || len(paths) == 0 {
		return fmt.Errorf("no receipts in %s: %v", receipts, err)
	}
	for _, path := range paths {
		index, leaf, _, err := receipt(path, verifiers)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		proof, err := tlog.ProveRecord(served.N, index, reader)
		if err != nil {
			return fmt.Errorf("%s: from tiles: %w", path, err)
		}
		if err := tlog.CheckRecord(proof, served.N, served.Hash, index, leaf); err != nil {
			return fmt.Errorf("%s: from tiles: %w", path, err)
		}
	}
	before, err := os.ReadFile(old)
	if err != nil {
		return err
	}
	older, err := checkpoint(before, verifiers)
	if err != nil {
		return fmt.Errorf("%s: %w", old, err)
	}
	lines, newer, err := document(growth, verifiers)
	if err != nil {
		return fmt.Errorf("%s: %w", growth, err)
	}
	proof, err := hashes(lines[1:])
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, newer.N, newer.Hash, older.N, older.Hash); err != nil {
		return fmt.Errorf("%s: %w", growth, err)
	}
	fmt.Printf("%d receipts, none refused; proven from tiles as well; %d to %d events: only grown\n",
		len(paths), older.N, newer.N)
	return nil
}

func main() {
	if len(os.Args) != 6 {
		fmt.Fprintln(os.Stderr, "usage: agreement KEY RECEIPTS OLD-CHECKPOINT GROWTH TILES")
		os.Exit(64)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5]); err != nil {
		fmt.Fprintln(os.Stderr, "REFUSED:", err)
		os.Exit(1)
	}
}
