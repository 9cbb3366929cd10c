using System.Collections;
using System.Runtime.CompilerServices;

namespace QualiPref.Testing;

/// <summary>
/// Part of every test project, of the measurements and of what makes golden editions. They make and drop databases, queues and kiosks: whoever has named a
/// server of their own for <c>make run</c> must not meet them there. Before anything else of such a process runs, what names a server is taken out of its
/// environment, and so out of its children's.
/// </summary>
internal static class NoOutsideServers
{
    [ModuleInitializer]
    internal static void Forget()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key).Where(NamesServer).ToList())
            Environment.SetEnvironmentVariable(name, null);
    }

    // Any setting of a service may: the broker's address, another service's, the prefix of the databases.
    private static bool NamesServer(string variable) =>
        variable is "QUALIPREF_MONGO" or "QUALIPREF_RABBITMQ" || variable.StartsWith("QualiPref__", StringComparison.OrdinalIgnoreCase);
}
