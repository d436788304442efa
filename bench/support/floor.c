/* What the files alone cost, and with their sockets: `floor FOLDER FILES BYTES [PORT CONNECTIONS]`. Each file is opened,
 * written, closed and renamed. With a port, /files/NUMBER.bin comes from 127.0.0.1 over that many blocking keep-alive
 * connections, one request under way on each. No names, no parsing beyond the end of the head, no checks. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *folder;
static char body[1 << 20];

static void fail(const char *what) { perror(what); exit(1); }

static int open_part(int number) {
  char part[4096];
  snprintf(part, sizeof part, "%s/%d.part", folder, number);
  int file = open(part, O_WRONLY | O_CREAT | O_EXCL, 0666);
  if (file < 0) fail(part);
  return file;
}

static void keep(int file, int number) {
  char part[4096], name[4096];
  snprintf(part, sizeof part, "%s/%d.part", folder, number);
  snprintf(name, sizeof name, "%s/%d.bin", folder, number);
  if (close(file) < 0 || rename(part, name) < 0) fail(name);
}

static void put(int file, const char *bytes, size_t length) {
  if (write(file, bytes, length) != (ssize_t)length) fail("write");
}

static int dial(int port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int wire = socket(AF_INET, SOCK_STREAM, 0);
  if (wire < 0 || connect(wire, (struct sockaddr *)&to, sizeof to) < 0) fail("connect");
  return wire;
}

static void ask(int wire, int number) {
  char request[128];
  int length = snprintf(request, sizeof request, "GET /files/%d.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", number);
  put(wire, request, length);
}

static void receive(int wire, int number, long bytes) {
  static char buffer[65536];
  int file = open_part(number);
  for (int in_body = 0; !in_body || bytes > 0;) {
    ssize_t got = recv(wire, buffer, sizeof buffer - 1, 0);
    if (got <= 0) fail("recv");
    char *from = buffer;
    if (!in_body) { /* nginx sends a head in one piece */
      buffer[got] = 0;
      if (!(from = strstr(buffer, "\r\n\r\n"))) fail("head");
      from += 4;
      in_body = 1;
    }
    long length = buffer + got - from;
    if (length > 0) put(file, from, length);
    bytes -= length;
  }
  keep(file, number);
}

int main(int count, char **words) {
  if (count != 4 && count != 6) return 2;
  folder = words[1];
  int files = atoi(words[2]), connections = count == 6 ? atoi(words[5]) : 0;
  long bytes = atol(words[3]);
  if (connections == 0) {
    for (int i = 0; i < files; i++) {
      int file = open_part(i);
      for (long left = bytes; left > 0; left -= sizeof body) put(file, body, left < (long)sizeof body ? left : (long)sizeof body);
      keep(file, i);
    }
    return 0;
  }
  int wires[connections];
  for (int c = 0; c < connections; c++) ask(wires[c] = dial(atoi(words[4])), c < files ? c : 0);
  for (int i = 0; i < files; i++) {
    receive(wires[i % connections], i, bytes);
    if (i + connections < files) ask(wires[i % connections], i + connections);
  }
  return 0;
}
