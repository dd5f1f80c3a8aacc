// experiment harness: trains and evaluates on a list of files
import { collectSources } from './transaction-category/training/sources.js';
import { trainNetwork } from './transaction-category/training/train-network.js';
import { measure, logitsOf, firstGuesses, type JudgedExample } from './transaction-category/training/measure.js';
import { readLabelledFile } from './transaction-category/evaluation/labelled-file.js';
import { readDevelopmentSets } from './transaction-category/training/development-set.js';
import { Random } from './transaction-category/training/random.js';
import { DETAILED_CATEGORIES } from '#contracts/categories';
import { amountFeatures, textFeatures } from '../apps/inference/src/categories/text-features.js';
const labels=DETAILED_CATEGORIES.map(d=>d.id as string);
const prim=DETAILED_CATEGORIES.map(d=>d.primary as string);
const primaryOf=prim.map(p=>prim.indexOf(p));
const epochs=Number(process.argv[2]??1), seed=Number(process.argv[3]??1); const show=process.argv[4];
const sets=readDevelopmentSets('/work/wt/evalset/models/transaction-category/evaluation/sets');
sets.set('surge',readLabelledFile('/tmp/us/surge.csv','/tmp/us/surge.map.json').lines);sets.set('monzo',readLabelledFile('/tmp/uk/monzo.csv','/tmp/uk/monzo.map.json').lines);
const t=performance.now();
const net=await trainNetwork(collectSources(),labels,{epochs,seed,onProgress:(d,l)=>{if(Math.round(d*1000)%250===0)console.log('  ',d.toFixed(2),l.toFixed(3),((performance.now()-t)/1000).toFixed(1))}});
const all:JudgedExample[]=[]; const allLog:Float32Array[]=[];
const R=(x:any)=>JSON.stringify(x,(k,v)=>typeof v==='number'?Math.round(v*1e3)/1e3:v);
for(const [name,lines] of sets){
  const ex=lines.map(l=>({tokens:textFeatures(l.description),direction:amountFeatures(l.amount).indexOf(1),detailed:l.detailed.map(d=>labels.indexOf(d)),primary:l.primary.map(p=>prim.indexOf(p))}));
  const lg=logitsOf(net,ex);
  if(name!=='surge'&&name!=='monzo'){for(const e of ex)all.push(e);for(const e of lg)allLog.push(e);}
  console.log(name.padEnd(8),ex.length,R(measure(lg,ex,primaryOf,1)));
  if(show&&show.includes(name)){const g=firstGuesses(lg,ex,primaryOf,1);g.correct.forEach((c,i)=>{if(!c)console.log("   ",prim[g.guesses[i]!],g.confidences[i]!.toFixed(2),lines[i]!.primary[0],'|',lines[i]!.description)})}
}
if(all.length)for(const T of [0.8,1,1.2,1.4,1.6]){console.log('ALL dev T',T,all.length,R(measure(allLog,all,primaryOf,T)));}
