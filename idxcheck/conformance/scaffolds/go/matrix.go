// An example to begin with: a reader and writer of IDX and NORB. Your library takes its place.

package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"os"
	"strings"
)

// Matrix is what a file holds.
type Matrix struct {
	Shape  []uint32
	Values any // in C order: []uint8, []int8, []int16, []int32, []float32 or []float64
}

var (
	errRejected    = errors.New("not what the format says")
	errUnsupported = errors.New("perhaps valid, but not taken here")
)

const highestNorbRank = 11

// ReadMatrix reads a file; what it claims is judged before it is believed.
func ReadMatrix(path string) (*Matrix, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for _, magic := range []string{"\x1F\x8B", "BZh", "\xFD7zXZ\x00"} {
		if bytes.HasPrefix(file, []byte(magic)) {
			return nil, fmt.Errorf("compressed: %w", errUnsupported)
		}
	}
	if len(file) < 4 {
		return nil, fmt.Errorf("the file ends inside the magic: %w", errRejected)
	}
	norb := bytes.Equal(file[1:4], []byte{0x4C, 0x3D, 0x1E})
	if !norb && (file[0] != 0 || file[1] != 0) {
		return nil, fmt.Errorf("neither IDX nor NORB: %w", errRejected)
	}
	var order binary.ByteOrder = binary.BigEndian
	code, rank, start := file[2], uint32(file[3]), 4
	if norb {
		if len(file) < 8 {
			return nil, fmt.Errorf("the file ends inside the rank: %w", errRejected)
		}
		// A negative rank or size is more than 2^31 here.
		order, code, rank, start = binary.LittleEndian, file[0], binary.LittleEndian.Uint32(file[4:]), 8
	}
	if rank == 0 || norb && rank > highestNorbRank {
		return nil, fmt.Errorf("the rank is %d: %w", int32(rank), errRejected)
	}
	slots := int(rank)
	if norb && slots < 3 {
		slots = 3
	}
	if len(file) < start+4*slots {
		return nil, fmt.Errorf("the file ends inside the sizes: %w", errRejected)
	}
	shape, count, empty, tooLarge := []uint32{}, uint64(1), false, false
	for slot := 0; slot < slots; slot++ {
		size := order.Uint32(file[start+4*slot:])
		unused := slot >= int(rank)
		if norb && (size == 0 || size >= 1<<31 || unused && size != 1) {
			return nil, fmt.Errorf("the size %d: %w", int32(size), errRejected)
		}
		if unused {
			continue
		}
		shape = append(shape, size)
		empty = empty || size == 0
		if !empty && !tooLarge {
			var high uint64
			high, count = bits.Mul64(count, uint64(size))
			tooLarge = high != 0 || count > uint64(len(file))
		}
	}
	payload := file[start+4*slots:]
	if empty {
		count = 0
	} else if tooLarge {
		return nil, fmt.Errorf("the payload is shorter than the sizes say: %w", errRejected)
	}
	values := makeValues(code, norb, int(count))
	if values == nil {
		return nil, fmt.Errorf("no element type has the code %#02x: %w", code, errRejected)
	}
	if binary.Size(values) != len(payload) {
		return nil, fmt.Errorf("%d bytes of payload expected, found %d: %w",
			binary.Size(values), len(payload), errRejected)
	}
	return &Matrix{shape, values}, binary.Read(bytes.NewReader(payload), order, values)
}

func makeValues(code byte, norb bool, count int) any {
	switch {
	case norb && code == 0x55, !norb && code == 0x08:
		return make([]uint8, count)
	case norb && code == 0x57, !norb && code == 0x09:
		return make([]int8, count)
	case norb && code == 0x56, !norb && code == 0x0B:
		return make([]int16, count)
	case norb && code == 0x54, !norb && code == 0x0C:
		return make([]int32, count)
	case norb && code == 0x51, !norb && code == 0x0D:
		return make([]float32, count)
	case norb && code == 0x53, !norb && code == 0x0E:
		return make([]float64, count)
	}
	return nil
}

func codes(values any) (idx, norb byte) {
	switch values.(type) {
	case []uint8:
		return 0x08, 0x55
	case []int8:
		return 0x09, 0x57
	case []int16:
		return 0x0B, 0x56
	case []int32:
		return 0x0C, 0x54
	case []float32:
		return 0x0D, 0x51
	default:
		return 0x0E, 0x53
	}
}

// WriteMatrix writes NORB to a name that ends in .mat, IDX to any other.
func WriteMatrix(path string, matrix *Matrix) error {
	norb := strings.HasSuffix(path, ".mat")
	idxCode, norbCode := codes(matrix.Values)
	rank := len(matrix.Shape)
	if rank < 1 || rank > 255 || norb && rank > highestNorbRank {
		return fmt.Errorf("no header can hold the rank %d: %w", rank, errRejected)
	}
	var file bytes.Buffer
	var order binary.ByteOrder = binary.BigEndian
	sizes := matrix.Shape
	if norb {
		for _, size := range sizes {
			if size == 0 || size >= 1<<31 {
				return fmt.Errorf("no header can hold the size %d: %w", size, errRejected)
			}
		}
		for len(sizes) < 3 {
			sizes = append(sizes[:len(sizes):len(sizes)], 1)
		}
		order = binary.LittleEndian
		file.Write([]byte{norbCode, 0x4C, 0x3D, 0x1E, byte(rank), 0, 0, 0})
	} else {
		file.Write([]byte{0, 0, idxCode, byte(rank)})
	}
	if err := binary.Write(&file, order, sizes); err != nil {
		return err
	}
	if err := binary.Write(&file, order, matrix.Values); err != nil {
		return err
	}
	return os.WriteFile(path, file.Bytes(), 0o666)
}
