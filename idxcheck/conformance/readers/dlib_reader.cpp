// One-shot adapter around dlib's load_mnist_dataset.
//
// It reads MNIST's four files together, of 60000 and 10000 items of 28 x 28, and no others. So
// three are made, of zeros, and the file asked about is made to hold 10000 items: where its
// header claims n of them, n at most 10000, the count becomes 10000, and 10000 - n items of
// zeros stand before what follows the header. Everything else stays, so that what is broken
// stays broken, and the last n items are the answer. Images of other sizes go as they are.
//
// dlib gives labels as unsigned long. Where all are bytes they are answered as uint8, else as
// the uint64 that they are.
//
// c++ -std=c++17 -O2 dlib_reader.cpp -o dlib_reader -ldlib

#include <dlib/data_io.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>  // mkdtemp, of POSIX
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

namespace files = std::filesystem;

const std::uint32_t TEST = 10000, TRAINING = 60000, SIDE = 28, IMAGE = SIDE * SIDE;

std::uint32_t number(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

std::string text(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

// Write a header, and make the file as long as `items` of zeros are behind it.
void write_zeros(const files::path& path, const std::string& header, std::uint64_t items) {
  std::ofstream(path, std::ios::binary) << header;
  files::resize_file(path, header.size() + items);
}

struct Folder {  // a new one beside a file; it goes with all that is in it
  files::path path;
  explicit Folder(const files::path& beside) {
    std::string name = beside.string() + "-XXXXXX";
    if (mkdtemp(&name[0]) == nullptr) throw std::runtime_error("no folder can be made");
    path = name;
  }
  ~Folder() {
    std::error_code ignored;
    files::remove_all(path, ignored);
  }
};

int answer(const files::path& asked) {
  std::ifstream file(asked, std::ios::binary);
  std::string data((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const bool labels = data.size() > 3 && data[3] == 1;
  const std::size_t header = labels ? 8 : 16, item = labels ? 1 : IMAGE;
  std::uint32_t count = TEST;
  const bool whole = data.size() >= header;
  if (whole && (labels || (number(data, 8) == SIDE && number(data, 12) == SIDE))) {
    count = number(data, 4);
    if (count <= TEST) {
      data.insert(header, (TEST - count) * item, '\0');
      data.replace(4, 4, text(TEST));
    }
  }

  Folder folder(asked);
  const std::string image_sizes = text(SIDE) + text(SIDE);
  write_zeros(folder.path / "train-images-idx3-ubyte", text(2051) + text(TRAINING) + image_sizes,
              static_cast<std::uint64_t>(TRAINING) * IMAGE);
  write_zeros(folder.path / "train-labels-idx1-ubyte", text(2049) + text(TRAINING), TRAINING);
  write_zeros(folder.path / "t10k-images-idx3-ubyte", text(2051) + text(TEST) + image_sizes,
              static_cast<std::uint64_t>(TEST) * IMAGE);
  write_zeros(folder.path / "t10k-labels-idx1-ubyte", text(2049) + text(TEST), TEST);
  const char* name = labels ? "t10k-labels-idx1-ubyte" : "t10k-images-idx3-ubyte";
  std::ofstream(folder.path / name, std::ios::binary | std::ios::trunc) << data;

  std::vector<dlib::matrix<unsigned char>> training_images, test_images;
  std::vector<unsigned long> training_labels, test_labels;
  dlib::load_mnist_dataset(folder.path.string(), training_images, training_labels, test_images,
                           test_labels);

  if (labels) {
    test_labels.erase(test_labels.begin(), test_labels.end() - std::min(count, TEST));
    const bool bytes = std::all_of(test_labels.begin(), test_labels.end(),
                                   [](unsigned long each) { return each < 256; });
    std::printf("ok %s %zu\n", bytes ? "uint8" : "uint64", test_labels.size());
    for (unsigned long each : test_labels) std::printf("%lu\n", each);
    return 0;
  }
  test_images.erase(test_images.begin(), test_images.end() - std::min(count, TEST));
  std::printf("ok uint8 %zu %u %u\n", test_images.size(), SIDE, SIDE);
  for (const auto& image : test_images)
    for (unsigned char each : image) std::printf("%d\n", each);
  return 0;
}

int main(int count, char** arguments) {
  if (count != 2) {
    std::puts("unsupported dlib has no writer");
    return 0;
  }
  try {
    return answer(arguments[1]);
  } catch (const dlib::error& error) {
    std::printf("rejected %s\n", error.what());
  } catch (const std::bad_alloc&) {
    std::puts("leaked std::bad_alloc no memory");
  } catch (const std::exception& error) {
    std::printf("leaked std::exception %s\n", error.what());
  }
  return 0;
}
