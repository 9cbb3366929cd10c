using System.CommandLine;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;

namespace QualiPref.Tool;

/// <summary><c>keys</c>: the keys by which services, kiosks and the operator are known.</summary>
internal static class KeysCommand
{
    public static Command Create(TimeProvider time)
    {
        var folder = new Argument<string>("folder") { Description = "The folder; made when it is missing." };
        var create = new Command("new", "Makes a key for each service and the operator that has none in a folder; keys that are there stay.") { folder };
        create.SetAction(arguments => KeyFolder.Complete(arguments.GetRequiredValue(folder), [.. ServiceNames.All, QualiPrefHost.Portal, KeyFolder.Operator]));
        return new Command("keys", "Makes the keys by which services, kiosks and the operator are known.") { create };
    }
}
