/* The program: chooses the language and the front end. */
#include "config.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/path.h"
#include "cli/cli.h"

int main(int argc, char **argv)
{
    char *locale = path_share("locale");
    i18n_start(cli_lang(argc, argv), locale);
    free(locale);

    const CliHost host = {0};
    return cli_run(argc, argv, &host);
}
