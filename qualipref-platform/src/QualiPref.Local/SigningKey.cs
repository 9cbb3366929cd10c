using System.Security.Cryptography;

namespace QualiPref.Local;

/// <summary>The key that signs the development identity's tokens: made once per data directory, readable by its owner alone.</summary>
internal static class SigningKey
{
    private const int Bytes = 32;

    /// <summary>The key in base64, from its file, which is made when absent.</summary>
    public static string ReadOrCreate(string file)
    {
        Directory.CreateDirectory(
            Path.GetDirectoryName(file)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!File.Exists(file))
        {
            // Written beside and moved, so that a launcher killed here leaves no half a key.
            var draft = file + ".new";
            var options = new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using (var writer = new StreamWriter(draft, options))
                writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));
            File.Move(draft, file);
        }
        return File.ReadAllText(file);
    }
}
