/* PCRE2 for UTF-8 text: the width must be fixed before the library's header is read. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
