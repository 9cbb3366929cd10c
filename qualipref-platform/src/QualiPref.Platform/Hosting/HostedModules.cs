namespace QualiPref.Platform.Hosting;

/// <summary>What runs in this process.</summary>
/// <param name="Names">Names of the modules, as in <see cref="IServiceModule.Name"/>.</param>
public sealed record HostedModules(IReadOnlySet<string> Names);
