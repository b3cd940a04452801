/* How anjuan-print ends: what it and whoever starts it agree on. */
#ifndef ANJUAN_PRINT_STATUS_H
#define ANJUAN_PRINT_STATUS_H

enum {
    PRINT_DONE = 0,    /* the PDF is on standard output */
    PRINT_FAILED = 1,  /* a sentence on standard error, for whoever mends the program */
    PRINT_NO_FACE = 3, /* no Chinese face is installed */
    PRINT_MISSING = 4, /* on standard output stand the signs that no face has */
};

#endif
