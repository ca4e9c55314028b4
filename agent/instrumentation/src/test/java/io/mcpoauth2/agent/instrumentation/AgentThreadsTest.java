package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.threads.DaemonThreads;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** R6: threads of the agent that live as long as the process, and are started from within an application's request. */
class AgentThreadsTest {
    private static final int MOST_COLLECTIONS = 50;

    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void aThreadKeepsNothingOfTheApplicationThatHappensToStartIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        WeakReference<ClassLoader> application = startFromAnApplication(begun);
        begun.await();
        try {
            for (int i = 0; i < MOST_COLLECTIONS && application.get() != null; i++) {
                System.gc();
            }
            assertThat(application.get()).isNull();
        } finally {
            end.countDown();
        }
    }

    private WeakReference<ClassLoader> startFromAnApplication(CountDownLatch begun) throws Exception {
        ClassLoader application = new Application();
        @SuppressWarnings("unchecked") // As it is written below.
        Consumer<Runnable> starter = (Consumer<Runnable>) application
                .loadClass(Starter.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(starter.getClass().getClassLoader()).isSameAs(application);
        starter.accept(() -> new DaemonThreads("mcp-oauth2-agent-test").execute(() -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        return new WeakReference<>(application);
    }

    /** Code of the application's, on whose stack a thread is started. */
    public static final class Starter implements Consumer<Runnable> {
        @Override
        public void accept(Runnable task) {
            task.run();
        }
    }

    private static final class Application extends ClassLoader {
        Application() {
            super(Objects.requireNonNull(AgentThreadsTest.class.getClassLoader()));
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Starter.class.getName())) {
                return super.loadClass(name, resolve);
            }
            byte[] classFile;
            try {
                classFile = ClassFiles.of(Starter.class);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
            return defineClass(name, classFile, 0, classFile.length);
        }
    }
}
