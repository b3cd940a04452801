/* The program as a script starts it. */
#include "config.h"

#include "tests/support/ready_term.h"

#include <stdlib.h>

#include "tests/support/temp.h"

Term *ready_new_case(const ReadyStore *ready)
{
    char *program = temp_path(getenv("top_builddir"), "anjuan");
    char *argv[] = {program,        (char *)"--store",           ready->store,  (char *)"--as",
                    (char *)"zhou", (char *)"--passphrase-file", ready->secret, NULL};
    Term *term = term_open(24, 80, "xterm-256color", argv, NULL);
    expect_text(term, "n New");
    term_type(term, "n");
    expect_text(term, "> Name");
    free(program);
    return term;
}
