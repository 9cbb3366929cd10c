using QualiPref.Platform.Identity;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Calls;

/// <summary>By what the caller is known: a token of the identity provider, or one signed with the operator's key.</summary>
/// <param name="settings">Where they are.</param>
/// <param name="time">The clock.</param>
internal sealed class Credentials(Settings settings, TimeProvider time)
{
    private readonly OperatorTokens _signed = new(settings.KeysPath, time);

    private string OperatorKey => Path.Combine(settings.KeysPath, KeyFolder.PrivateKeyOf(KeyFolder.Operator));

    /// <summary>Whether there are any.</summary>
    public bool AreThere => settings.TokenFile.Length > 0 || (settings.KeysPath.Length > 0 && File.Exists(OperatorKey));

    /// <summary>What they are, or why there are none.</summary>
    public string Description => (settings.TokenFile, settings.KeysPath, AreThere) switch
    {
        ({ Length: > 0 } file, _, _) => $"the token in {file}",
        (_, _, true) => $"the token that {OperatorKey} signed for '{settings.Operator}'",
        (_, { Length: > 0 } folder, _) => $"There is no {KeyFolder.PrivateKeyOf(KeyFolder.Operator)} in {folder}, and no token file is named (--token-file, {Settings.TokenFileVariable}).",
        _ => $"Neither a folder with the operator's key (QualiPref__Identity__KeysPath) nor a token file (--token-file, {Settings.TokenFileVariable}) is named.",
    };

    /// <summary>A token.</summary>
    /// <param name="name">In whose name, instead of the operator's; a token of the identity provider has its own.</param>
    /// <exception cref="Failure">There is none, or it cannot be used.</exception>
    public string Token(string? name = null)
    {
        if (!AreThere) throw Failure.NotReached($"This needs to know who asks. {Description}");
        return settings.TokenFile.Length > 0 ? Read(settings.TokenFile) : Sign(name ?? settings.Operator);
    }

    private string Sign(string name)
    {
        try
        {
            return _signed.Of(name);
        }
        catch (KeyFolderException exception)
        {
            throw Failure.WrongUse($"{string.Join(' ', KeyFolder.FaultsIn(settings.KeysPath).DefaultIfEmpty(exception.Message))} Mend the folder of keys, or name another.");
        }
    }

    // Read each time: whoever renews it does so beside a command that runs for long.
    private static string Read(string file)
    {
        string token;
        try
        {
            token = File.ReadAllText(file).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Failure.WrongUse($"The token file {file} cannot be read ({exception.GetType().Name}).");
        }
        return token.Length > 0 && token.All(letter => letter is > ' ' and < '\x7f') ? token : throw Failure.WrongUse($"The token file {file} holds no token: one line of letters is expected.");
    }
}
