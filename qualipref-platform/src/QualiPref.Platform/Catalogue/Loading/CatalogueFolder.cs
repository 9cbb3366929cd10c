using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>
/// Reads the files and keeps the list of what is wrong with them. A folder that was mounted from a ConfigMap has no folders in it: there
/// <c>holidays/common.yaml</c> is called <c>holidays.common.yaml</c>.
/// </summary>
internal sealed class CatalogueFolder(string directory)
{
    private static readonly IDeserializer _yaml = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithTypeConverter(new Located.Converter())
        .WithDuplicateKeyChecking()
        .WithEnforceRequiredMembers()
        .WithEnforceNullability()
        .Build();

    private readonly List<string> _problems = [];

    internal CatalogueFile<T> Read<T>(string name)
        where T : class
    {
        string[] found = [.. new[] { name, name.Replace('/', '.') }.Distinct().Select(form => Path.Combine(directory, form)).Where(File.Exists)];
        if (found.Length == 1) return new CatalogueFile<T>(name, Parse<T>(name, found[0]), _problems);

        _problems.Add($"{name}: the file is {(found.Length == 0 ? "missing in" : "there twice, also with dots in its name, in")} {Path.GetFullPath(directory)}.");
        return new CatalogueFile<T>(name, null, _problems);
    }

    internal IReadOnlyList<CatalogueFile<T>> ReadAll<T>(string folder, string except = "")
        where T : class
    {
        var names = NamesIn(folder).Where(name => name != except).Distinct().Order(StringComparer.Ordinal);
        CatalogueFile<T>[] files = [.. names.Select(name => Read<T>($"{folder}/{name}"))];
        if (files.Length == 0)
            _problems.Add($"{folder}/: the folder is missing or has no .yaml file in {Path.GetFullPath(directory)}.");

        return files;
    }

    private IEnumerable<string> NamesIn(string folder)
    {
        var path = Path.Combine(directory, folder);
        var inFolder = Directory.Exists(path) ? Directory.GetFiles(path, "*.yaml").Select(file => Path.GetFileName(file)) : [];
        var flat = Directory.Exists(directory) ? Directory.GetFiles(directory, $"{folder}.*.yaml").Select(file => Path.GetFileName(file)[(folder.Length + 1)..]) : [];
        return inFolder.Concat(flat);
    }

    internal void ThrowIfWrong()
    {
        if (_problems.Count > 0)
            throw new CatalogueException([.. _problems]);
    }

    private T? Parse<T>(string name, string path)
        where T : class
    {
        try
        {
            using var reader = File.OpenText(path);
            var content = _yaml.Deserialize<T?>(reader);
            if (content is null)
                _problems.Add($"{name}: the file is empty.");

            return content;
        }
        catch (YamlException wrong)
        {
            // The library wraps a failed conversion: the innermost message is the one that says which value.
            _problems.Add($"{name}, line {wrong.Start.Line}: {wrong.GetBaseException().Message}");
            return null;
        }
    }
}
