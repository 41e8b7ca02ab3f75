# The NORB header a second time, independent of idxspec: tests compare the two.
meta:
  id: norb
  title: NORB (Lush) binary matrix
  application: Lush, smallNORB
  file-extension: mat
  license: BSD-3-Clause
doc: A matrix of numbers. The clauses are those of spec/norb.md.
seq:
  - id: header
    type: header
instances:
  first_byte:
    pos: 0
    type: u1
    doc: 1E where the file is big-endian (NORB-2.3).
types:
  header:
    meta:
      endian:
        switch-on: _root.first_byte
        cases:
          0x1e: be
          _: le
    seq:
      - id: magic
        type: u4
        enum: magic
        valid:
          in-enum: true
        doc: NORB-2.2; 1E3D4C58 by NORB-2.5
      - id: rank
        type: s4
        valid:
          min: 0
          max: 11
        doc: NORB-3.1; 0 by NORB-3.2
      - id: sizes
        type: s4
        repeat: expr
        repeat-expr: rank
        doc: NORB-4.1
      - id: padding
        type: s4
        repeat: expr
        repeat-expr: unused_slots
        doc: NORB-4.2
    instances:
      file_size:
        value: _root._io.size
      scalar_size:
        value: >-
          magic == magic::float64 ? 8 : magic == magic::int16 ? 2 :
          magic == magic::int8 or magic == magic::uint8 ? 1 : 4
        doc: Bytes of one element; the long of rank 0 may have 8 as well.
      unused_slots:
        value: >-
          rank >= 3 ? 0 : rank > 0 ? 3 - rank :
          file_size == 8 + scalar_size or (magic == magic::long and file_size == 16) ? 0 : 3
        doc: For rank 0 the length of the file decides (NORB-3.2).
      scalar_fits:
        value: >-
          file_size == 8 + scalar_size or file_size == 20 + scalar_size or
          magic == magic::long and (file_size == 16 or file_size == 28)
        doc: Whether the length of the file is one that a rank of 0 can have.
    enums:
      magic:
        0x1e3d4c51: float32
        0x1e3d4c53: float64
        0x1e3d4c54: int32
        0x1e3d4c55: uint8
        0x1e3d4c56: int16
        0x1e3d4c57: int8
        0x1e3d4c58: long
