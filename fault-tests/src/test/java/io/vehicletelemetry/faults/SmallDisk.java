package io.vehicletelemetry.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 on which files cannot grow beyond a size: what a full disk looks like to the database, without the
 * rights that a small disk needs. {@code jdbc:h2:small:/folder/name}
 */
public final class SmallDisk extends FilePathWrapper {

    static final String SCHEME = "small";

    private static volatile long size = Long.MAX_VALUE;
    private static final AtomicInteger REFUSED = new AtomicInteger();

    static void register() {
        size = Long.MAX_VALUE;
        REFUSED.set(0);
        FilePath.register(new SmallDisk());
    }

    /** How large a file may be from now on. */
    static void size(long bytes) {
        size = bytes;
    }

    /** How many writes found no room. */
    static int refused() {
        return REFUSED.get();
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new SmallFile(getBase().open(mode));
    }

    private static final class SmallFile extends FileBase {

        private final FileChannel file;

        SmallFile(FileChannel file) {
            this.file = file;
        }

        private void room(long end) throws IOException {
            if (end > size && end > file.size()) {
                REFUSED.incrementAndGet();
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            room(file.position() + source.remaining());
            return file.write(source);
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            room(position + source.remaining());
            return file.write(source, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public FileChannel truncate(long bytes) throws IOException {
            file.truncate(bytes);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long bytes, boolean shared) throws IOException {
            return file.tryLock(position, bytes, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
