/* The smallest program that parses: each file named is read and given to
 * Gumbo as it comes, with malloc and the default options but max_errors. */
#include <gumbo.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char** argv) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  for (int i = 1; i < argc; ++i) {
    FILE* file = fopen(argv[i], "rb");
    if (file == NULL) return 1;
    fseek(file, 0, SEEK_END);
    const size_t size = (size_t)ftell(file);
    rewind(file);
    char* text = malloc(size + 1);
    if (fread(text, 1, size, file) != size) return 1;
    fclose(file);
    GumboOutput* output = gumbo_parse_with_options(&options, text, size);
    gumbo_destroy_output(&options, output);
    free(text);
  }
  return 0;
}
