/* anjuan-print: makes a PDF of papers. It is started by anjuan with what is to be printed on
 * standard input (print/document.h) and gives the PDF on standard output; it opens no store and
 * no file but the faces. A program of its own, since the libraries that set Chinese text would
 * make every start of the other one longer, and read faces that anybody may install.
 *
 * Its status tells what the other one has words for: 0 done; 3 no Chinese face; 4 signs that no
 * face has, which stand on standard output instead; 1 anything else. */
#include "config.h"

#include <stdio.h>
#include <sys/resource.h>

#include "print/document.h"
#include "print/face.h"
#include "print/page.h"
#include "print/status.h"

#ifdef __SANITIZE_ADDRESS__
/* The libraries keep what they read until the end. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}
#endif

static bool put(const char *bytes, size_t n)
{
    return fwrite(bytes, 1, n, stdout) == n && fflush(stdout) == 0 && !ferror(stdout);
}

static int print_all(Arena *arena, Buf *pdf, Err *err)
{
    Document document;
    int status = PRINT_FAILED;
    if (!document_read(stdin, arena, &document, err))
        return status;
    Face *face = face_open();
    if (!face)
        return PRINT_NO_FACE;
    if (page_draw(face, &document, pdf, err)) {
        status = face_missing(face)[0] ? PRINT_MISSING : PRINT_DONE;
        if (status == PRINT_MISSING) {
            buf_clear(pdf);
            buf_add(pdf, face_missing(face));
        }
    }
    face_close(face);
    return status;
}

int main(void)
{
    const struct rlimit none = {0};
    Arena *arena = arena_new();
    Buf pdf = BUF_INIT;
    Err err = {0};
    setrlimit(RLIMIT_CORE, &none);
    int status = print_all(arena, &pdf, &err);
    if (status == PRINT_FAILED)
        fprintf(stderr, "anjuan-print: %s\n", err.text);
    else if (!put(pdf.data ? pdf.data : "", pdf.len))
        status = PRINT_FAILED;
    buf_free(&pdf);
    arena_free(arena);
    return status;
}
