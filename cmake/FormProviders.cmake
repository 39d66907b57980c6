# pagescan_form_providers(JSON OUTPUT): turns rules/form_providers.json into
# rows of C++ tables, macro calls that scanner/passes/form_providers.cpp gives
# their meaning, so that nothing is read or built when the program starts.
# Rows of one host stand together. Runs when the build is configured, and again
# after the file has changed.

# Appends FORMAT to the list OUT for each string of the array NAME of OBJECT,
# `@value@` replaced by it.
function(pagescan_rows_of_array out object name format)
  set(rows ${${out}})
  string(JSON array ERROR_VARIABLE error GET "${object}" ${name})
  if(error STREQUAL NOTFOUND)
    string(JSON count LENGTH "${array}")
    foreach(i RANGE 1 ${count})
      math(EXPR i "${i} - 1")
      string(JSON value GET "${array}" ${i})
      string(REPLACE "@value@" "${value}" row "${format}")
      list(APPEND rows "${row}")
    endforeach()
  endif()
  set(${out} ${rows} PARENT_SCOPE)
endfunction()

# "host/path|provider" to a row; a path is empty or starts with '/'.
function(pagescan_address_rows out macro)
  set(rows)
  list(SORT ARGN COMPARE STRING)
  foreach(address ${ARGN})
    string(REGEX MATCH "^([^/]+)(/[^|]*)[|](.*)$" matched "${address}")
    if(NOT matched)
      message(FATAL_ERROR "rules/form_providers.json: ${address}: no host/path")
    endif()
    string(APPEND rows "${macro}(\"${CMAKE_MATCH_1}\", \"${CMAKE_MATCH_2}\", "
                       "${CMAKE_MATCH_3})\n")
  endforeach()
  set(${out} "${rows}" PARENT_SCOPE)
endfunction()

function(pagescan_form_providers json_file output)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${json_file})
  file(READ ${json_file} json)
  set(providers)
  set(loads)
  set(pages)
  set(rows)
  set(index 0)
  foreach(kind captcha payment login)
    string(JSON group GET "${json}" ${kind})
    string(JSON count LENGTH "${group}")
    foreach(i RANGE 1 ${count})
      math(EXPR i "${i} - 1")
      string(JSON name MEMBER "${group}" ${i})
      string(JSON provider GET "${group}" ${name})
      string(APPEND providers "PAGESCAN_PROVIDER(\"${name}\", ${kind})\n")
      pagescan_rows_of_array(loads "${provider}" loads "@value@|${index}")
      pagescan_rows_of_array(pages "${provider}" pages "@value@|${index}")
      foreach(list elements fields names)
        string(TOUPPER ${list} macro)
        pagescan_rows_of_array(rows "${provider}" ${list}
          "PAGESCAN_${macro}(\"@value@\", ${index})")
      endforeach()
      math(EXPR index "${index} + 1")
    endforeach()
  endforeach()
  foreach(list phrases_before phrases_after fillers auth_words)
    string(TOUPPER ${list} macro)
    pagescan_rows_of_array(rows "${json}" ${list}
      "PAGESCAN_${macro}(\"@value@\", 0)")
  endforeach()
  pagescan_address_rows(load_rows PAGESCAN_LOADS ${loads})
  pagescan_address_rows(page_rows PAGESCAN_PAGES ${pages})
  list(JOIN rows "\n" rows)
  file(GENERATE OUTPUT ${output}
    CONTENT "${providers}${load_rows}${page_rows}${rows}\n")
endfunction()
