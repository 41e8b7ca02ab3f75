// Answers idxcheck's questions: adapter FILE, and adapter --write FILE.

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
)

// ---- Your library goes here: call it in these two functions. ----

func readFile(path string) (*Matrix, error) {
	return ReadMatrix(path)
}

// Without a writer: return errUnsupported.
func writeFile(path string, matrix *Matrix) error {
	return WriteMatrix(path, matrix)
}

// ---- What follows is the protocol and can stay as it is. ----

func main() {
	out := bufio.NewWriter(os.Stdout)
	err := answer(out)
	switch {
	case err == nil:
	case errors.Is(err, errRejected):
		fmt.Fprintln(out, "rejected", err)
	case errors.Is(err, errUnsupported):
		fmt.Fprintln(out, "unsupported", err)
	default:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if out.Flush() != nil {
		os.Exit(1)
	}
}

func answer(out io.Writer) error {
	switch arguments := os.Args[1:]; {
	case len(arguments) == 1:
		matrix, err := readFile(arguments[0])
		if err != nil {
			return err
		}
		show(out, matrix)
		return nil
	case len(arguments) == 2 && arguments[0] == "--write":
		matrix, err := take(os.Stdin)
		if err != nil {
			return err
		}
		if err := writeFile(arguments[1], matrix); err != nil {
			return err
		}
		fmt.Fprintln(out, "ok")
		return nil
	}
	return errors.New("usage: adapter FILE, or adapter --write FILE <ARRAY")
}

// A float is the number of its bits.
func show(out io.Writer, matrix *Matrix) {
	element := strings.TrimPrefix(fmt.Sprintf("%T", matrix.Values), "[]")
	sizes := strings.Trim(fmt.Sprint(matrix.Shape), "[]")
	fmt.Fprintln(out, "ok", element, sizes)
	switch values := matrix.Values.(type) {
	case []uint8:
		list(out, values, "%d\n")
	case []int8:
		list(out, values, "%d\n")
	case []int16:
		list(out, values, "%d\n")
	case []int32:
		list(out, values, "%d\n")
	case []float32:
		for _, each := range values {
			fmt.Fprintf(out, "%08x\n", math.Float32bits(each))
		}
	case []float64:
		for _, each := range values {
			fmt.Fprintf(out, "%016x\n", math.Float64bits(each))
		}
	}
}

func list[T any](out io.Writer, values []T, format string) {
	for _, each := range values {
		fmt.Fprintf(out, format, each)
	}
}

// The array to write is told in the same words.
func take(in io.Reader) (*Matrix, error) {
	text, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	head, body, _ := strings.Cut(string(text), "\n")
	words := strings.Fields(head)
	if len(words) < 2 {
		return nil, errors.New("no array on standard input")
	}
	matrix := &Matrix{}
	for _, word := range words[2:] {
		size, err := strconv.ParseUint(word, 10, 32)
		if err != nil {
			return nil, err
		}
		matrix.Shape = append(matrix.Shape, uint32(size))
	}
	elements := strings.Fields(body)
	signed := func(word string) (int64, error) { return strconv.ParseInt(word, 10, 64) }
	switch words[1] {
	case "uint8":
		matrix.Values, err = parse(elements, signed, func(n int64) uint8 { return uint8(n) })
	case "int8":
		matrix.Values, err = parse(elements, signed, func(n int64) int8 { return int8(n) })
	case "int16":
		matrix.Values, err = parse(elements, signed, func(n int64) int16 { return int16(n) })
	case "int32":
		matrix.Values, err = parse(elements, signed, func(n int64) int32 { return int32(n) })
	case "float32":
		bits := func(word string) (uint64, error) { return strconv.ParseUint(word, 16, 32) }
		matrix.Values, err = parse(elements, bits, func(n uint64) float32 {
			return math.Float32frombits(uint32(n))
		})
	case "float64":
		bits := func(word string) (uint64, error) { return strconv.ParseUint(word, 16, 64) }
		matrix.Values, err = parse(elements, bits, math.Float64frombits)
	default:
		err = fmt.Errorf("no element type is called %q", words[1])
	}
	return matrix, err
}

func parse[N, T any](words []string, number func(string) (N, error), convert func(N) T) ([]T, error) {
	values := make([]T, 0, len(words))
	for _, word := range words {
		n, err := number(word)
		if err != nil {
			return nil, err
		}
		values = append(values, convert(n))
	}
	return values, nil
}
