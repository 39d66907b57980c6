// RapidJSON, and the one place it is set up: what it is configured with must be
// the same in every file that uses it. Include this, never its own headers.
#pragma once

// RapidJSON's vectorised search for characters to escape.
#if defined(__SSE2__)
#define RAPIDJSON_SSE2
#elif defined(__ARM_NEON)
#define RAPIDJSON_NEON
#endif
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
