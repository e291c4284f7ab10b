/**
 * What shells run to complete a command line: they ask `torchts complete -- <words>`, which prints a candidate a line, its
 * description after a tab. Where it prints nothing, the shell completes paths.
 */

/** Shells that there is a script for. */
export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

/** One of them. */
export type Shell = (typeof SHELLS)[number];

const BASH = `# completes torchts in bash: eval "$(torchts completion bash)"
_torchts() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    line=\${line%%$'\\t'*}
    # bash has divided the word at "=", and replaces what stands after it alone
    [[ $2 != --*=* && $line == --*=* ]] && line=\${line#*=}
    COMPREPLY+=("$line")
  done < <("$1" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _torchts torchts
`;

const ZSH = `#compdef torchts
# completes torchts in zsh: source <(torchts completion zsh)
_torchts() {
  local line
  local -a values shown
  while IFS= read -r line; do
    values+=("\${line%%$'\\t'*}")
    shown+=("\${line/$'\\t'/  -- }")
  done < <("$words[1]" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( $#values )); then compadd -l -d shown -a values; else _files; fi
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _torchts torchts
`;

const FISH = `# completes torchts in fish: torchts completion fish | source
function __torchts_complete
  set -l words (commandline -opc)
  set -l last (commandline -ct)
  set -l found ($words[1] complete -- $words[2..] "$last" 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path "$last"
  end
end
complete -c torchts -f -a '(__torchts_complete)'
`;

const POWERSHELL = `# completes torchts in PowerShell: torchts completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName torchts -ScriptBlock {
  param($last, $ast, $position)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $position -or $_.ToString() -ne $last } | ForEach-Object { $_.ToString() })
  & $ast.CommandElements[0].ToString() complete '--' @words "$last" 2>$null | ForEach-Object {
    $value, $said = $_ -split "\\t", 2
    if (-not $said) { $said = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $said)
  }
}
`;

/** The script of a shell. */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
  powershell: POWERSHELL,
};
