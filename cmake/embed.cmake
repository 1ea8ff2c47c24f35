# Turns INPUT into a C++ file whose function SYMBOL returns its bytes.
file(READ "${INPUT}" hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE "${OUTPUT}" "#include <string_view>
namespace rettesnor::embedded {
std::string_view ${SYMBOL}();
namespace { constexpr unsigned char bytes_of_${SYMBOL}[] = {${bytes}0}; }
std::string_view ${SYMBOL}() {
  return {reinterpret_cast<const char*>(bytes_of_${SYMBOL}), sizeof bytes_of_${SYMBOL} - 1};
}
}  // namespace rettesnor::embedded
")
