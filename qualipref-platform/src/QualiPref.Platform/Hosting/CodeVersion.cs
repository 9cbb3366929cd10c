using System.Reflection;

namespace QualiPref.Platform.Hosting;

/// <summary>Which code is running, as manifests and cuts say it.</summary>
public static class CodeVersion
{
    /// <summary>Version and, when built from a checkout, the commit: <c>0.1.0+5f2c…</c>.</summary>
    public static string Text { get; } =
        typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
