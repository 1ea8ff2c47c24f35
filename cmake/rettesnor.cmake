# Folder = library = namespace, and texts that are built into the program.

# Writes a .cpp with one function that returns the file's bytes:
# policies/policy.schema.json → std::string_view rettesnor::embedded::policies_policy_schema_json().
function(rettesnor_embed target file)
  string(MAKE_C_IDENTIFIER "${file}" symbol)
  set(output "${CMAKE_BINARY_DIR}/embedded/${symbol}.cpp")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} -DINPUT=${CMAKE_SOURCE_DIR}/${file} -DOUTPUT=${output} -DSYMBOL=${symbol}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS "${CMAKE_SOURCE_DIR}/${file}" "${CMAKE_SOURCE_DIR}/cmake/embed.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
  set_source_files_properties("${output}" PROPERTIES UNITY_GROUP embedded)
endfunction()

# Compiles files together, at most RETTESNOR_UNITY_FILES of them at once: most of the time goes into
# headers, which are then read once (docs/adr/0012). Call it after the target has all its sources.
# A room stays in one batch, several small ones share one, a large one is split evenly: so a file
# that comes or goes leaves most batches as they were. Embedded texts are a batch of their own.
function(rettesnor_unity target)
  if(NOT RETTESNOR_UNITY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "/embedded/")
  list(SORT sources)
  set(rooms "")
  foreach(source ${sources})
    get_filename_component(room "${source}" ABSOLUTE)
    file(RELATIVE_PATH room "${CMAKE_SOURCE_DIR}" "${room}")
    get_filename_component(room "${room}" DIRECTORY)
    string(MAKE_C_IDENTIFIER "${room}" room)
    list(APPEND rooms ${room})
    list(APPEND in_${room} "${source}")
  endforeach()
  list(REMOVE_DUPLICATES rooms)
  set(taken ${RETTESNOR_UNITY_FILES})
  foreach(room ${rooms})
    list(LENGTH in_${room} files)
    math(EXPR batches "(${files} + ${RETTESNOR_UNITY_FILES} - 1) / ${RETTESNOR_UNITY_FILES}")
    math(EXPR together "${taken} + ${files}")
    if(batches GREATER 1 OR together GREATER RETTESNOR_UNITY_FILES)
      set(shared ${room})
      set(taken 0)
    endif()
    set(place 0)
    foreach(source ${in_${room}})
      math(EXPR batch "${place} * ${batches} / ${files}")
      set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${shared}_${batch}")
      math(EXPR place "${place} + 1")
    endforeach()
    math(EXPR taken "${taken} + ${files}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

# rettesnor_library(name LINK … PRIVATE_LINK … EMBED file… EMBED_FOLDER folder)
function(rettesnor_library name)
  cmake_parse_arguments(ARG "" "EMBED_FOLDER" "LINK;PRIVATE_LINK;EMBED" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${name}/*.cpp"
       "${CMAKE_SOURCE_DIR}/${name}/*.h")
  add_library(${name} STATIC ${sources})
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PUBLIC ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
  foreach(file ${ARG_EMBED})
    if(EXISTS "${CMAKE_SOURCE_DIR}/${file}")
      rettesnor_embed(${name} ${file})
    endif()
  endforeach()
  if(ARG_EMBED_FOLDER)
    # A list of all files as well: rettesnor::embedded::store_migrations() → (name, text) in order.
    file(GLOB files CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}"
         "${CMAKE_SOURCE_DIR}/${ARG_EMBED_FOLDER}/*")
    list(SORT files)
    string(MAKE_C_IDENTIFIER "${ARG_EMBED_FOLDER}" symbol)
    set(declarations "")
    set(rows "")
    foreach(file ${files})
      rettesnor_embed(${name} ${file})
      string(MAKE_C_IDENTIFIER "${file}" id)
      get_filename_component(base "${file}" NAME)
      string(APPEND declarations "std::string_view ${id}();\n")
      string(APPEND rows "      {\"${base}\", ${id}()},\n")
    endforeach()
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/embedded/list_${symbol}.cpp" CONTENT
"#include <string_view>
#include <utility>
#include <vector>
namespace rettesnor::embedded {
@declarations@
std::vector<std::pair<std::string_view, std::string_view>> @symbol@() {
  return {
@rows@  };
}
}  // namespace rettesnor::embedded
" @ONLY)
    target_sources(${name} PRIVATE "${CMAKE_BINARY_DIR}/embedded/list_${symbol}.cpp")
    set_source_files_properties("${CMAKE_BINARY_DIR}/embedded/list_${symbol}.cpp" PROPERTIES
                                UNITY_GROUP embedded)
  endif()
  rettesnor_unity(${name})
endfunction()
