using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.Platform.Identity;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Keys;

/// <summary><c>keys manifest</c>: what a folder of keys is on Kubernetes, to be applied by whoever may.</summary>
internal static class KeyManifestCommand
{
    private const string AllInOne = "all-in-one";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(Toolbox toolbox)
    {
        var folder = KeysCommand.FolderArgument();
        var secrets = new Option<string[]>("--secret-of")
        {
            Description = $"Adds the Secret with somebody's private key; may be given several times. {AllInOne} stands for the one Secret of the one process of that mode.",
            HelpName = "service",
            Arity = ArgumentArity.OneOrMore,
        };
        secrets.AcceptOnlyFromAmong([.. KeysCommand.Signers, AllInOne]);
        var prefix = new Option<string>("--prefix") { Description = "What the names begin with: <prefix>-public-keys, <prefix>-keys-<service>.", HelpName = "name", DefaultValueFactory = _ => "qualipref" };
        return toolbox.Does(
            new Command("manifest", "Writes the ConfigMap with all public keys of a folder, and Secrets with private ones where asked for, as one List for `kubectl apply -f -`. It reaches no cluster itself.") { folder, secrets, prefix },
            (session, arguments, _) => Task.FromResult(Write(
                arguments.InvocationConfiguration.Output, arguments.GetRequiredValue(folder), arguments.GetValue(secrets) ?? [], arguments.GetRequiredValue(prefix))));
    }

    private static int Write(TextWriter output, string folder, IReadOnlyList<string> secrets, string prefix) => InFolder(() =>
    {
        var known = Directory.GetFiles(folder).Where(file => file.EndsWith(KeyFolder.PublicEnd, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        foreach (var file in known) KeyFolder.ReadKey(file);
        var items = new JsonArray(Object("ConfigMap", $"{prefix}-public-keys", "data", known.Select(file => (file, File.ReadAllText(file)))));
        foreach (var secret in secrets)
        {
            var signers = secret == AllInOne ? KeysCommand.Signers.Where(signer => signer != KeyFolder.Operator) : [secret];
            items.Add(Object("Secret", $"{prefix}-keys-{secret}", "stringData", signers.Select(signer => PrivateKey(folder, signer))));
        }
        output.WriteLine(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = items }.ToJsonString(Indented));
    });

    private static (string File, string Content) PrivateKey(string folder, string signer)
    {
        var file = Path.Combine(folder, KeyFolder.PrivateKeyOf(signer));
        KeyFolder.ReadKey(file);
        return (file, File.ReadAllText(file));
    }

    private static JsonObject Object(string kind, string name, string content, IEnumerable<(string File, string Content)> files) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name },
        [content] = new JsonObject(files.Select(file => KeyValuePair.Create(Path.GetFileName(file.File), (JsonNode?)file.Content))),
    };

    private static int InFolder(Action act)
    {
        KeysCommand.InFolder(act);
        return ExitCode.Fine;
    }
}
