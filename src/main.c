/* The program: chooses the language and the front end. */
#include "config.h"

int main(void)
{
    return 0;
}
