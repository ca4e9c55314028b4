package io.mcpoauth2.testapps.process.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Maven commands of the documentation and of {@code .ci/run}, without the flags that only make them quieter. */
final class MavenCommands {
    private MavenCommands() {}

    static boolean isMaven(Fence block) {
        return block.text().lines().allMatch(line -> line.startsWith("mvn "));
    }

    static List<String> in(Fence block) {
        return block.text().lines().map(MavenCommands::plain).toList();
    }

    /** Those that build or run the project. */
    static List<String> ofCi() {
        List<String> commands = new ArrayList<>();
        for (String line : Fence.lines(Fence.ROOT.resolve(Path.of(".ci", "run")))) {
            String command = line.strip();
            if (command.startsWith("step mvn ")) {
                commands.add(plain(command.substring("step ".length()).replace(" \"${tests[@]}\"", "")));
            }
        }
        return commands;
    }

    private static String plain(String command) {
        return command.replace(" -B", "").replace(" -ntp", "").strip();
    }
}
