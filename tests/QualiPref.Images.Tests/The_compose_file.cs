using k8s;
using k8s.Models;
using QualiPref.Local;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace QualiPref.Images.Tests;

public sealed class The_compose_file
{
    private const string Addresses = "QualiPref__Services__";

    private static readonly Dictionary<string, ComposeService> Services = Read();

    private static IEnumerable<KeyValuePair<string, ComposeService>> Ours => Services.Where(service => service.Value.Image.Contains("qualipref-", StringComparison.Ordinal));

    [Fact]
    public void Runs_every_image_in_the_version_of_this_release() => Assert.Equal(
        ImageProject.All.Where(project => project.Image != "qualipref-all-in-one").Select(project => $"${{IMAGES:-}}{project.Image}:${{TAG:-{ImageProject.Version}}}").Order(StringComparer.Ordinal),
        Ours.Select(service => service.Value.Image).Order(StringComparer.Ordinal));

    [Fact]
    public void Opens_ports_on_this_machine_alone() =>
        Assert.All(Services.Values.SelectMany(service => service.Ports), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));

    [Fact]
    public void Bounds_each_of_ours_as_the_chart_does() => Assert.All(Ours, service =>
    {
        Assert.True(service.Value.ReadOnly, service.Key);
        Assert.Equal(["ALL"], service.Value.CapDrop);
        Assert.Equal(["no-new-privileges:true"], service.Value.SecurityOpt);
    });

    [Fact]
    public void Tells_each_service_of_the_others_that_the_chart_tells_it_of()
    {
        var render = File.ReadAllText(Path.Combine(ProjectFolder.Root, "charts", "qualipref", "ci", "renders", "minimal.yaml"));
        foreach (var container in KubernetesYaml.LoadAllFromString(render).OfType<V1Deployment>().Select(one => one.Spec.Template.Spec.Containers.Single()))
        {
            Assert.Equal(
                container.Env.Where(setting => setting.Name.StartsWith(Addresses, StringComparison.Ordinal))
                    .Select(setting => $"{setting.Name}={setting.Value.Replace("qualipref-", "", StringComparison.Ordinal)}").Order(StringComparer.Ordinal),
                Services[container.Name].Environment.Where(setting => setting.Key.StartsWith(Addresses, StringComparison.Ordinal))
                    .Select(setting => $"{setting.Key}={setting.Value}").Order(StringComparer.Ordinal));
        }
    }

    private static Dictionary<string, ComposeService> Read()
    {
        using var file = File.OpenText(Path.Combine(ProjectFolder.Root, "compose.yaml"));
        var parser = new MergingParser(new Parser(file));
        return new DeserializerBuilder().IgnoreUnmatchedProperties().Build().Deserialize<ComposeFile>(parser).Services;
    }

    private sealed class ComposeFile
    {
        [YamlMember(Alias = "services")]
        public Dictionary<string, ComposeService> Services { get; set; } = [];
    }

    private sealed class ComposeService
    {
        [YamlMember(Alias = "image")]
        public string Image { get; set; } = "";

        [YamlMember(Alias = "ports")]
        public List<string> Ports { get; set; } = [];

        [YamlMember(Alias = "environment")]
        public Dictionary<string, string> Environment { get; set; } = [];

        [YamlMember(Alias = "read_only")]
        public bool ReadOnly { get; set; }

        [YamlMember(Alias = "cap_drop")]
        public List<string> CapDrop { get; set; } = [];

        [YamlMember(Alias = "security_opt")]
        public List<string> SecurityOpt { get; set; } = [];
    }
}
