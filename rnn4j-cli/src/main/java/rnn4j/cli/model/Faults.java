package rnn4j.cli.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import rnn4j.cli.CliException;
import rnn4j.io.ModelFile;
import rnn4j.io.ModelFiles;
import rnn4j.io.WeightFormatException;

/// What to tell the user where a file is at fault.
final class Faults {
  private Faults() {}

  /// Something that reads or writes files.
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /// Opens a file of a model.
  ///
  /// @throws CliException if it cannot be opened
  static ModelFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw new CliException(path + ": is a folder, expected a file");
    }
    return told(path, () -> ModelFiles.open(path));
  }

  /// Does something with a file.
  ///
  /// @throws CliException if that fails for a reason that the user can mend
  static <T> T told(Path path, Action<T> action) {
    try {
      return action.run();
    } catch (WeightFormatException e) {
      throw new CliException(withoutPlace(String.valueOf(e.getMessage())));
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw new CliException(path + ": there is no such file");
    } catch (NotDirectoryException e) {
      throw new CliException(path + ": its folder does not exist");
    } catch (AccessDeniedException e) {
      throw new CliException(path + ": permission denied");
    } catch (FileSystemException e) {
      throw new CliException(
          path + ": " + (e.getReason() == null ? "cannot be read or written" : e.getReason()));
    } catch (IOException e) {
      throw new CliException(path + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new CliException(withoutPlace(String.valueOf(e.getMessage())));
    }
  }

  /// Leaves out the method that a message begins with, of which a user of the command line knows
  /// nothing.
  private static String withoutPlace(String message) {
    return message.replaceFirst("^[A-Z]\\w*\\.\\w+: ", "");
  }
}
