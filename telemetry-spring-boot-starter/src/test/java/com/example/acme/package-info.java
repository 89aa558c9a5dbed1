/** Somebody else's package, which sees only what is public: follows the documents to the letter. */
@NullMarked
package com.example.acme;

import org.jspecify.annotations.NullMarked;
