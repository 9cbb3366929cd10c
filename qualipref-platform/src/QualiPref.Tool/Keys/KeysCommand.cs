using System.CommandLine;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Keys;

/// <summary><c>keys</c>: the keys by which services, kiosks and the operator are known.</summary>
internal static class KeysCommand
{
    /// <summary>Everybody who signs.</summary>
    public static IReadOnlyList<string> Signers { get; } = [.. ServiceNames.All, QualiPrefHost.Portal, KeyFolder.Operator];

    public static Command Create(Toolbox toolbox) => new("keys", "Makes, lists and changes the keys by which services, kiosks and the operator are known.")
    {
        New(toolbox), ListKeysCommand.Create(toolbox), Add(toolbox), RotateKeyCommand.Create(toolbox), KeyManifestCommand.Create(toolbox),
    };

    /// <summary>The folder of keys that a command works on.</summary>
    public static Argument<string> FolderArgument(string more = "") => new("folder") { Description = $"The folder of keys{more}." };

    /// <summary>Whose key a command is about.</summary>
    public static Argument<string> SignerArgument()
    {
        var signer = new Argument<string>("service") { Description = $"Whose key: {string.Join(", ", Signers)}." };
        signer.AcceptOnlyFromAmong([.. Signers]);
        return signer;
    }

    /// <summary>Does something with a folder of keys, in words where that fails.</summary>
    public static void InFolder(Action act)
    {
        try
        {
            act();
        }
        catch (Exception exception) when (exception is KeyFolderException or IOException or UnauthorizedAccessException)
        {
            throw Failure.WrongUse(exception.Message);
        }
    }

    private static Command New(Toolbox toolbox)
    {
        var folder = FolderArgument("; made when it is missing");
        return toolbox.Does(
            new Command("new", "Makes a key for each service and the operator that has none in a folder; keys that are there stay.") { folder },
            (session, arguments, _) =>
            {
                session.Settings.Fleeting.DemandKept(arguments.GetRequiredValue(folder));
                return Task.FromResult(ListKeysCommand.Show(session.Screen, arguments.GetRequiredValue(folder), path => KeyFolder.Complete(path, Signers)));
            });
    }

    private static Command Add(Toolbox toolbox)
    {
        var (folder, signer) = (FolderArgument(), SignerArgument());
        return toolbox.Does(
            new Command("add", "Makes the key that somebody is to sign with next: its public half is there to be handed out, and nobody signs with it before `keys rotate`.") { folder, signer },
            (session, arguments, _) => Task.FromResult(ListKeysCommand.Show(session.Screen, arguments.GetRequiredValue(folder), path => KeyFolder.Prepare(path, arguments.GetRequiredValue(signer)))));
    }
}
