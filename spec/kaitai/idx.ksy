# The IDX header a second time, independent of idxspec: tests compare the two.
meta:
  id: idx
  title: IDX matrix
  application: MNIST and its family
  file-extension: idx
  license: BSD-3-Clause
  endian: be
doc: A matrix of numbers. The clauses are those of spec/idx.md.
seq:
  - id: prefix
    type: u2
    doc: Zero by IDX-2.1; cut as it stands.
  - id: element_type
    type: u1
    enum: element_type
    valid:
      in-enum: true
    doc: IDX-2.2
  - id: rank
    type: u1
    doc: IDX-2.3
  - id: sizes
    type: u4
    repeat: expr
    repeat-expr: rank
    doc: IDX-3.1, unsigned by IDX-3.2
instances:
  element_size:
    value: >-
      element_type == element_type::float64 ? 8 :
      element_type == element_type::int32 or element_type == element_type::float32 ? 4 :
      element_type == element_type::int16 ? 2 : 1
enums:
  element_type:
    0x08: uint8
    0x09: int8
    0x0b: int16
    0x0c: int32
    0x0d: float32
    0x0e: float64
