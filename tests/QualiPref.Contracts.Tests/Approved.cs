using QualiPref.Local;

namespace QualiPref.Contracts.Tests;

/// <summary>
/// Compares a text with the committed file of that name. A change of contract is made on purpose: <c>make contracts</c> writes the
/// files anew, and the difference is read in the review.
/// </summary>
internal static class Approved
{
    private static readonly bool Accept = Environment.GetEnvironmentVariable("QUALIPREF_ACCEPT_CONTRACTS") is "1" or "true";

    public static void Equal(string actual, string relativePath)
    {
        var path = Path.Combine(ProjectFolder.Root, relativePath);
        actual = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Accept)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }
        Assert.True(File.Exists(path), $"{relativePath} is missing: make contracts writes it.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
