using QualiPref.Local;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>Replicas behind a balancer that begin with the build of another commit, which <c>scripts/previous</c> made.</summary>
public sealed class UpgradedSystem : BalancedSystem
{
    private const string Variable = "QUALIPREF_PREVIOUS";

    /// <summary>Lets a host run the other build from its next start on.</summary>
    public static void Age(ServiceProcess host) => host.Assembly = Path.Combine(OtherClone(), Path.GetRelativePath(ProjectFolder.Root, Own(host)));

    /// <summary>Lets a host run this build from its next start on.</summary>
    public static void Renew(ServiceProcess host) => host.Assembly = Own(host);

    protected override Task StartAsync()
    {
        foreach (var host in Hosts) Age(host);
        return base.StartAsync();
    }

    private static string Own(ServiceProcess host) => ProjectFolder.BuiltAssembly(Path.GetFileNameWithoutExtension(host.Assembly));

    private static string OtherClone() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : throw new InvalidOperationException(
        $"{Variable} does not name the build to upgrade from. \"make test-long ONLY=Upgrading\" makes that of the previous commit, and so does {Variable}=$(scripts/previous).");
}
