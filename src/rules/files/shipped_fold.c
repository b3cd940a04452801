/* A program of the build: writes the version of a data folder as C text, texts_shipped. Of
 * knowledge that is still the same the program reads only what a command asks for. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "rules/files/texts.h"

int main(int argc, char **argv)
{
    char version[TEXTS_VERSION];
    Texts *texts = NULL;
    Err err = {0};

    if (argc != 2 || !texts_read((const char *const[]){argv[1]}, 1, &texts, &err)) {
        fprintf(stderr, "shipped_fold: %s\n", err.text);
        return EXIT_FAILURE;
    }
    texts_version(texts, version);
    texts_free(texts);
    printf("/* Made by shipped_fold. */\n#include \"rules/files/texts.h\"\n\n"
           "const char texts_shipped[TEXTS_VERSION] = \"%s\";\n",
           version);
    return EXIT_SUCCESS;
}
